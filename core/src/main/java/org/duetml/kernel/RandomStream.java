package org.duetml.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Counter-based random numbers: a value is a function of (seed, stream name, step, index) alone, so
 * it depends neither on threads nor on what was drawn before. The bits come from Philox4x32-10
 * (Salmon et al. 2011) with a key of its own for every seed and name; the counter holds step, index
 * and, in its two topmost bits, the kind of draw. Steps must therefore be below {@code 2^62}.
 *
 * <p>Single draws of one step share their bits: {@link #integer} number i those of {@link #uniform}
 * number i, {@link #normal} number i those of uniforms 2 i and 2 i + 1. Who mixes them keeps their
 * indices apart. {@link #normals}, {@link #uniforms} and {@link #permutation} share no bits.
 *
 * <p>Immutable and safe for concurrent use; nothing is allocated after a thread's first draw.
 */
public final class RandomStream {
  private static final int KIND_SHIFT = 62;
  private static final long NORMALS = 1L << KIND_SHIFT;
  private static final long UNIFORMS = 2L << KIND_SHIFT;
  private static final long PERMUTATION = 3L << KIND_SHIFT;

  private final long key;

  private RandomStream(long key) {
    this.key = key;
  }

  /**
   * A stream of its own. Its key are the first 64 bits of SHA-256 over seed and name, so that
   * neither similar seeds nor similar names give related streams.
   *
   * @param seed the run's seed
   * @param name what the numbers are for, for example {@code game.rollout}
   * @return the stream; equal arguments give equal numbers
   */
  public static RandomStream of(long seed, String name) {
    byte[] letters = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer message = ByteBuffer.allocate(Long.BYTES + letters.length);
    message.putLong(seed).put(letters);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(message.array());
      return new RandomStream(ByteBuffer.wrap(digest).getLong());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /**
   * Standard normals for rows {@code from <= r < to}: element (r, c) has index {@code r * columns +
   * c} within the step, so any cut into row ranges gives the same numbers. Padding stays untouched.
   * By the method of Box and Muller (1958) in float32; none exceeds 6.7 in size.
   *
   * @param step which draw
   * @param out overwritten
   * @param from first row
   * @param to one past the last row
   */
  public void normals(long step, Matrix out, int from, int to) {
    fill(step ^ NORMALS, out, from, to);
  }

  /**
   * Uniforms for rows {@code from <= r < to}, indexed like {@link #normals}. Padding stays
   * untouched.
   *
   * @param step which draw
   * @param out overwritten with numbers in [0, 1), 24 bits
   * @param from first row
   * @param to one past the last row
   */
  public void uniforms(long step, Matrix out, int from, int to) {
    fill(step ^ UNIFORMS, out, from, to);
  }

  private void fill(long counter, Matrix out, int from, int to) {
    RandomDraw draw = RandomDraw.get();
    boolean normals = counter >>> KIND_SHIFT == NORMALS >>> KIND_SHIFT;
    long end = (long) to * out.columns();
    long index = (long) from * out.columns();
    while (index < end) {
      long batch = index / RandomDraw.NUMBERS;
      int first = (int) (index % RandomDraw.NUMBERS);
      int count = (int) Math.min(RandomDraw.NUMBERS - first, end - index);
      if (normals) {
        draw.normals(key, counter, batch);
      } else {
        draw.uniforms(key, counter, batch);
      }
      copy(draw.values(), first, first + count, out, index);
      index += count;
    }
  }

  /** Lays out values row by row, starting with the element of the given index. */
  private static void copy(float[] values, int from, int to, Matrix out, long index) {
    int row = (int) (index / out.columns());
    int column = (int) (index % out.columns());
    for (int i = from; i < to; ) {
      int length = Math.min(out.columns() - column, to - i);
      System.arraycopy(values, i, out.values(), row * out.stride() + column, length);
      i += length;
      row++;
      column = 0;
    }
  }

  /**
   * A random order of the numbers from 0 (Fisher and Yates), for example of a minibatch's rows.
   *
   * @param step which draw
   * @param out overwritten with a permutation of 0 to its length - 1
   */
  public void permutation(long step, int[] out) {
    for (int i = 0; i < out.length; i++) {
      int other = below(i + 1, bits(step ^ PERMUTATION, i));
      out[i] = out[other];
      out[other] = i;
    }
  }

  /**
   * One standard normal in double precision: a function of the uniforms with indices {@code 2
   * index} and {@code 2 index + 1}.
   *
   * @param step which draw
   * @param index which number of the draw
   * @return a standard normal
   */
  public double normal(long step, long index) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform(step, 2 * index)));
    return radius * StrictMath.cos(2 * Math.PI * uniform(step, 2 * index + 1));
  }

  /**
   * One uniform number.
   *
   * @param step which draw
   * @param index which number of the draw
   * @return in [0, 1), 53 bits
   */
  public double uniform(long step, long index) {
    return (bits(step, index) >>> 11) * 0x1.0p-53;
  }

  /**
   * One uniform integer.
   *
   * @param step which draw
   * @param index which number of the draw
   * @param bound exclusive, at least 1
   * @return in [0, bound)
   */
  public int integer(long step, long index, int bound) {
    return below(bound, bits(step, index));
  }

  /** The upper half of the product: biased by less than {@code bound / 2^64}. */
  private static int below(int bound, long bits) {
    return (int) Math.unsignedMultiplyHigh(bits, bound);
  }

  private long bits(long counter, long index) {
    return ScalarPhilox.half(key, index, counter, false);
  }
}
