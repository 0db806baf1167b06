package org.duetml.kernel;

import java.util.Arrays;

/** Row by row: sums over rows, transposition and feature-wise modulation. */
final class ScalarRows {
  /** Side of the squares in which a matrix is transposed, so that both sides stay in the cache. */
  private static final int SQUARE = 16;

  private ScalarRows() {}

  static void columnSums(Matrix x, int rows, Matrix sums) {
    assert x.columns() == sums.columns();
    float[] values = x.values();
    float[] target = sums.values();
    int stride = x.stride();
    Arrays.fill(target, 0, stride, 0);
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < stride; j++) {
        target[j] += values[r * stride + j];
      }
    }
  }

  static void transpose(Matrix source, Matrix target) {
    assert source.rows() == target.columns();
    assert source.columns() == target.rows();
    for (int r = 0; r < source.rows(); r += SQUARE) {
      int rowEnd = Math.min(r + SQUARE, source.rows());
      for (int c = 0; c < source.columns(); c++) {
        int to = c * target.stride();
        for (int i = r; i < rowEnd; i++) {
          target.values()[to + i] = source.values()[i * source.stride() + c];
        }
      }
    }
  }

  static void modulate(
      Matrix z, Matrix scale, Matrix shift, int[] step, Matrix y, int from, int to) {
    int stride = z.stride();
    for (int r = from; r < to; r++) {
      int row = r * stride;
      int condition = step[r] * stride;
      for (int j = 0; j < stride; j++) {
        float factor = scale.values()[condition + j];
        float offset = shift.values()[condition + j];
        y.values()[row + j] = Math.fma(z.values()[row + j], factor, offset);
      }
    }
  }

  static void modulateBackward(Matrix dy, Matrix scale, int[] step, Matrix dz, int from, int to) {
    int stride = dy.stride();
    for (int r = from; r < to; r++) {
      int row = r * stride;
      int condition = step[r] * stride;
      for (int j = 0; j < stride; j++) {
        dz.values()[row + j] = dy.values()[row + j] * scale.values()[condition + j];
      }
    }
  }

  /** Clears the columns of sums over steps. */
  static void clear(Matrix sums, int fromColumn, int toColumn) {
    for (int s = 0; s < sums.rows(); s++) {
      int row = s * sums.stride();
      Arrays.fill(sums.values(), row + fromColumn, row + toColumn, 0);
    }
  }

  static void modulateGradient(
      Matrix dy,
      Matrix z,
      int[] step,
      int rows,
      Matrix dScale,
      Matrix dShift,
      int fromColumn,
      int toColumn) {
    int stride = dy.stride();
    for (int r = 0; r < rows; r++) {
      int row = r * stride;
      int condition = step[r] * stride;
      for (int j = fromColumn; j < toColumn; j++) {
        float slope = dy.values()[row + j];
        int sum = condition + j;
        dScale.values()[sum] = Math.fma(slope, z.values()[row + j], dScale.values()[sum]);
        dShift.values()[sum] += slope;
      }
    }
  }
}
