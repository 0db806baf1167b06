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

  /** Rows of the result that are summed together, and steps added in one pass over them. */
  private static final int UNROLLED = 4;

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  /** Some rows of the result and a block of rows of b, each in an array of its own. */
  private static final class Scratch {
    final float[][] c = new float[UNROLLED][0];
    final float[][] b = new float[STEP_BLOCK][0];

    void fit(int columns) {
      if (c[0].length < columns) {
        Arrays.setAll(c, row -> new float[columns]);
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
      for (int row = from; row < to; row += UNROLLED) {
        int rows = Math.min(UNROLLED, to - row);
        read(c, row, rows, scratch.c);
        int start = aOffset + (row - from) * aRow + k * aStep;
        addSteps(a, start, aRow, rows, aStep, count, scratch, columns);
        write(scratch.c, c, row, rows);
      }
    }
  }

  private static void read(Matrix c, int row, int rows, float[][] target) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(c.values(), (row + r) * c.stride(), target[r], 0, c.columns());
    }
  }

  private static void write(float[][] source, Matrix c, int row, int rows) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(source[r], 0, c.values(), (row + r) * c.stride(), c.columns());
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

  /** Where fewer than four rows are left, the last is computed again, and that is dropped. */
  private static void addSteps(
      float[] a,
      int start,
      int aRow,
      int rows,
      int aStep,
      int count,
      Scratch scratch,
      int columns) {
    float[][] b = scratch.b;
    float[][] c = scratch.c;
    int row1 = start + Math.min(1, rows - 1) * aRow;
    int row2 = start + Math.min(2, rows - 1) * aRow;
    int row3 = start + Math.min(3, rows - 1) * aRow;
    int whole = count / UNROLLED * UNROLLED;
    for (int k = 0; k < whole; k += UNROLLED) {
      int step = k * aStep;
      addFour(
          a,
          start + step,
          row1 + step,
          row2 + step,
          row3 + step,
          aStep,
          b[k],
          b[k + 1],
          b[k + 2],
          b[k + 3],
          c[0],
          c[1],
          c[2],
          c[3],
          columns);
    }
    for (int k = whole; k < count; k++) {
      for (int row = 0; row < rows; row++) {
        addOne(a[start + row * aRow + k * aStep], b[k], c[row], columns);
      }
    }
  }

  /** Four steps of four rows. */
  private static void addFour(
      float[] a,
      int row0,
      int row1,
      int row2,
      int row3,
      int aStep,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] c0,
      float[] c1,
      float[] c2,
      float[] c3,
      int columns) {
    float a00 = a[row0];
    float a01 = a[row0 + aStep];
    float a02 = a[row0 + 2 * aStep];
    float a03 = a[row0 + 3 * aStep];
    float a10 = a[row1];
    float a11 = a[row1 + aStep];
    float a12 = a[row1 + 2 * aStep];
    float a13 = a[row1 + 3 * aStep];
    float a20 = a[row2];
    float a21 = a[row2 + aStep];
    float a22 = a[row2 + 2 * aStep];
    float a23 = a[row2 + 3 * aStep];
    float a30 = a[row3];
    float a31 = a[row3 + aStep];
    float a32 = a[row3 + 2 * aStep];
    float a33 = a[row3 + 3 * aStep];
    for (int j = 0; j < columns; j++) {
      // Everything is read before anything is written, again because rows might overlap.
      float x0 = b0[j];
      float x1 = b1[j];
      float x2 = b2[j];
      float x3 = b3[j];
      float sum0 = Math.fma(a00, x0, c0[j]);
      float sum1 = Math.fma(a10, x0, c1[j]);
      float sum2 = Math.fma(a20, x0, c2[j]);
      float sum3 = Math.fma(a30, x0, c3[j]);
      sum0 = Math.fma(a01, x1, sum0);
      sum1 = Math.fma(a11, x1, sum1);
      sum2 = Math.fma(a21, x1, sum2);
      sum3 = Math.fma(a31, x1, sum3);
      sum0 = Math.fma(a02, x2, sum0);
      sum1 = Math.fma(a12, x2, sum1);
      sum2 = Math.fma(a22, x2, sum2);
      sum3 = Math.fma(a32, x2, sum3);
      c0[j] = Math.fma(a03, x3, sum0);
      c1[j] = Math.fma(a13, x3, sum1);
      c2[j] = Math.fma(a23, x3, sum2);
      c3[j] = Math.fma(a33, x3, sum3);
    }
  }

  private static void addOne(float factor, float[] b, float[] c, int columns) {
    for (int j = 0; j < columns; j++) {
      c[j] = Math.fma(factor, b[j], c[j]);
    }
  }
}
