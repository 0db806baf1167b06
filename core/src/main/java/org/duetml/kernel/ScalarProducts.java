package org.duetml.kernel;

import java.util.Arrays;

/**
 * Matrix products in a form that the JIT compiler turns into SIMD instructions on its own: the
 * innermost loops run one index over arrays that each hold one row. With rows inside a larger array
 * it would have to fear that they overlap, and would not.
 */
final class ScalarProducts {
  /** Rows of b copied at a time: few enough for the second-level cache. */
  private static final int STEP_BLOCK = 128;

  /** Steps added to a pair of rows in one pass over them. */
  private static final int UNROLLED_STEPS = 4;

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  /** Two rows of the result and a block of rows of b, each in an array of its own. */
  private static final class Scratch {
    float[] upper = {};
    float[] lower = {};
    final float[][] b = new float[STEP_BLOCK][0];

    void fit(int columns) {
      if (upper.length < columns) {
        upper = new float[columns];
        lower = new float[columns];
        Arrays.setAll(b, k -> new float[columns]);
      }
    }
  }

  private ScalarProducts() {}

  static void affine(Matrix x, PackedMatrix weights, Matrix bias, Matrix y, int from, int to) {
    assert x.columns() == weights.rows();
    assert weights.columns() == y.columns();
    float[] start = bias == null ? null : bias.values();
    int offset = from * x.stride();
    float[] b = weights.values();
    int bStride = weights.width();
    product(x.values(), offset, x.stride(), 1, b, bStride, x.columns(), start, y, from, to);
  }

  static void weightGradient(Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to) {
    assert x.columns() == gradient.rows();
    assert delta.columns() == gradient.columns();
    float[] b = delta.values();
    product(x.values(), from, 1, x.stride(), b, delta.stride(), rows, null, gradient, from, to);
  }

  /**
   * Rows {@code from} to {@code to} of {@code c = bias + a b}; {@code aRow} and {@code aStep} are
   * the distances in a of two rows of c and of two steps of the sum.
   */
  private static void product(
      float[] a,
      int aOffset,
      int aRow,
      int aStep,
      float[] b,
      int bStride,
      int steps,
      float[] bias,
      Matrix c,
      int from,
      int to) {
    int columns = c.columns();
    Scratch scratch = SCRATCH.get();
    scratch.fit(columns);
    start(bias, c, from, to);
    for (int k = 0; k < steps; k += STEP_BLOCK) {
      int count = Math.min(STEP_BLOCK, steps - k);
      for (int i = 0; i < count; i++) {
        System.arraycopy(b, (k + i) * bStride, scratch.b[i], 0, columns);
      }
      for (int row = from; row < to; row += 2) {
        // An odd last row is computed twice.
        int next = Math.min(row + 1, to - 1);
        System.arraycopy(c.values(), row * c.stride(), scratch.upper, 0, columns);
        System.arraycopy(c.values(), next * c.stride(), scratch.lower, 0, columns);
        int upper = aOffset + (row - from) * aRow + k * aStep;
        int lower = aOffset + (next - from) * aRow + k * aStep;
        addSteps(a, upper, lower, aStep, count, scratch, columns);
        System.arraycopy(scratch.upper, 0, c.values(), row * c.stride(), columns);
        System.arraycopy(scratch.lower, 0, c.values(), next * c.stride(), columns);
      }
    }
  }

  private static void start(float[] bias, Matrix c, int from, int to) {
    for (int row = from; row < to; row++) {
      int start = row * c.stride();
      if (bias == null) {
        Arrays.fill(c.values(), start, start + c.columns(), 0);
      } else {
        System.arraycopy(bias, 0, c.values(), start, c.columns());
      }
    }
  }

  private static void addSteps(
      float[] a, int upper, int lower, int aStep, int count, Scratch scratch, int columns) {
    float[][] b = scratch.b;
    int k = 0;
    for (; k + UNROLLED_STEPS <= count; k += UNROLLED_STEPS) {
      addFour(
          scratch.upper,
          scratch.lower,
          b[k],
          b[k + 1],
          b[k + 2],
          b[k + 3],
          a[upper + k * aStep],
          a[upper + (k + 1) * aStep],
          a[upper + (k + 2) * aStep],
          a[upper + (k + 3) * aStep],
          a[lower + k * aStep],
          a[lower + (k + 1) * aStep],
          a[lower + (k + 2) * aStep],
          a[lower + (k + 3) * aStep],
          columns);
    }
    for (; k < count; k++) {
      float factor = a[upper + k * aStep];
      addOne(scratch.upper, scratch.lower, b[k], factor, a[lower + k * aStep], columns);
    }
  }

  private static void addFour(
      float[] upper,
      float[] lower,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float upper0,
      float upper1,
      float upper2,
      float upper3,
      float lower0,
      float lower1,
      float lower2,
      float lower3,
      int columns) {
    for (int j = 0; j < columns; j++) {
      // Everything is read before anything is written, again because rows might overlap.
      float x0 = b0[j];
      float x1 = b1[j];
      float x2 = b2[j];
      float x3 = b3[j];
      float sum = Math.fma(upper0, x0, upper[j]);
      float other = Math.fma(lower0, x0, lower[j]);
      sum = Math.fma(upper1, x1, sum);
      other = Math.fma(lower1, x1, other);
      sum = Math.fma(upper2, x2, sum);
      other = Math.fma(lower2, x2, other);
      upper[j] = Math.fma(upper3, x3, sum);
      lower[j] = Math.fma(lower3, x3, other);
    }
  }

  private static void addOne(
      float[] upper, float[] lower, float[] b, float upperFactor, float lowerFactor, int columns) {
    for (int j = 0; j < columns; j++) {
      float x = b[j];
      float other = Math.fma(lowerFactor, x, lower[j]);
      upper[j] = Math.fma(upperFactor, x, upper[j]);
      lower[j] = other;
    }
  }
}
