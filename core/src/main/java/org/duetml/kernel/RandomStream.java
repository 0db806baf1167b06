package org.duetml.kernel;

/**
 * Counter-based random numbers: a value is a function of (seed, stream name, step, index) alone, so
 * it depends neither on threads nor on what was drawn before. Philox4x32-10 (Salmon et al. 2011).
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class RandomStream {
  private final int key0;
  private final int key1;

  private RandomStream(long key) {
    this.key0 = (int) key;
    this.key1 = (int) (key >>> 32);
  }

  /**
   * A stream of its own.
   *
   * @param seed the run's seed
   * @param name what the numbers are for, for example {@code game.rollout}
   * @return the stream; equal arguments give equal numbers
   */
  public static RandomStream of(long seed, String name) {
    long key = seed;
    for (int i = 0; i < name.length(); i++) {
      key = (key ^ name.charAt(i)) * 0x9E3779B97F4A7C15L;
      key ^= key >>> 29;
    }
    return new RandomStream(key);
  }

  /**
   * Standard normals for rows {@code from <= r < to}: element (r, c) has index {@code r * columns +
   * c} within the step, so any cut into row ranges gives the same numbers. Padding stays untouched.
   *
   * @param step which draw
   * @param out overwritten
   * @param from first row
   * @param to one past the last row
   */
  public void normals(long step, Matrix out, int from, int to) {
    for (int r = from; r < to; r++) {
      for (int c = 0; c < out.columns(); c++) {
        out.set(r, c, (float) normal(step, (long) r * out.columns() + c));
      }
    }
  }

  /**
   * Uniforms for rows {@code from <= r < to}, indexed like {@link #normals}. Padding stays
   * untouched.
   *
   * @param step which draw
   * @param out overwritten with numbers in [0, 1)
   * @param from first row
   * @param to one past the last row
   */
  public void uniforms(long step, Matrix out, int from, int to) {
    for (int r = from; r < to; r++) {
      for (int c = 0; c < out.columns(); c++) {
        long index = (long) r * out.columns() + c;
        out.set(r, c, (bits(step, index) >>> 40) * 0x1.0p-24f);
      }
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
      int other = integer(step, i, i + 1);
      out[i] = out[other];
      out[other] = i;
    }
  }

  /**
   * One standard normal in double precision (not one of the numbers of {@link #normals}).
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
    return (int) Math.multiplyHigh(bits(step, index) >>> 1, (long) bound << 1);
  }

  private long bits(long step, long index) {
    int c0 = (int) index;
    int c1 = (int) (index >>> 32);
    int c2 = (int) step;
    int c3 = (int) (step >>> 32);
    int k0 = key0;
    int k1 = key1;
    for (int round = 0; round < 10; round++) {
      long p0 = (c0 & 0xFFFFFFFFL) * 0xD2511F53L;
      long p1 = (c2 & 0xFFFFFFFFL) * 0xCD9E8D57L;
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += 0x9E3779B9;
      k1 += 0xBB67AE85;
    }
    return (c0 & 0xFFFFFFFFL) | ((long) c1 << 32);
  }
}
