package org.duetml.kernel;

/**
 * A batch of 256 numbers on its way from random bits to a distribution. Not thread-safe: every
 * thread has its own.
 */
final class RandomDraw {
  static final int NUMBERS = ScalarPhilox.WORDS;

  private static final int PAIRS = NUMBERS / 2;

  /** From an int to radians: from minus to plus half a turn. */
  private static final float RADIANS = Coefficients.PI_HIGH * 0x1p-31f;

  private static final ThreadLocal<RandomDraw> OF_THREAD = ThreadLocal.withInitial(RandomDraw::new);

  private final Kernels kernels = Kernels.get();
  private final int[] words = new int[NUMBERS];
  private final float[] values = new float[NUMBERS];
  private final float[] logarithms = new float[PAIRS];
  private final float[] angles = new float[PAIRS];
  private final float[] sines = new float[PAIRS];
  private final float[] cosines = new float[PAIRS];

  private RandomDraw() {}

  /** The draw of the current thread. */
  static RandomDraw get() {
    return OF_THREAD.get();
  }

  float[] values() {
    return values;
  }

  /** Numbers in [0, 1) with 24 bits. */
  void uniforms(long key, long counter, long batch) {
    kernels.randomWords(key, counter, batch * ScalarPhilox.BLOCKS, words);
    for (int i = 0; i < NUMBERS; i++) {
      values[i] = (words[i] >>> 8) * 0x1p-24f;
    }
  }

  /**
   * Standard normals in pairs, as coordinates of a point at distance {@code sqrt(-2 log u)} in a
   * uniform direction (Box and Muller 1958). With 31 bits, u reaches down to {@code 2^-32} and
   * normals up to 6.7.
   */
  void normals(long key, long counter, long batch) {
    kernels.randomWords(key, counter, batch * ScalarPhilox.BLOCKS, words);
    for (int i = 0; i < PAIRS; i++) {
      logarithms[i] = Math.fma(words[i] >>> 1, 0x1p-31f, 0x1p-32f);
      angles[i] = words[PAIRS + i] * RADIANS;
    }
    kernels.log(logarithms, logarithms, 0, PAIRS);
    kernels.sinCos(angles, sines, cosines, 0, PAIRS);
    for (int i = 0; i < PAIRS; i++) {
      float radius = (float) Math.sqrt(-2 * logarithms[i]);
      values[i] = radius * cosines[i];
      values[PAIRS + i] = radius * sines[i];
    }
  }
}
