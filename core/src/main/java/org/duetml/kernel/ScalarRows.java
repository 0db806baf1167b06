package org.duetml.kernel;

import java.util.Arrays;

/** Row by row: sums over rows, packing in a single panel, and feature-wise modulation. */
final class ScalarRows {
  /** Rows transposed together, so that what is written lies side by side. */
  private static final int BAND = 4;

  private ScalarRows() {}

  static void columnSums(Matrix x, int rows, Matrix sums) {
    assert x.columns() == sums.columns();
    float[] values = x.values();
    float[] target = sums.values();
    int width = x.width();
    Arrays.fill(target, 0, width, 0);
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < width; j++) {
        target[j] += values[r * x.stride() + j];
      }
    }
  }

  static void pack(Matrix source, PackedMatrix target) {
    assert source.rows() == target.rows();
    assert source.columns() == target.columns();
    int width = target.width();
    for (int r = 0; r < source.rows(); r++) {
      System.arraycopy(source.values(), r * source.stride(), target.values(), r * width, width);
    }
  }

  static void packTransposed(Matrix source, PackedMatrix target) {
    assert source.rows() == target.columns();
    assert source.columns() == target.rows();
    int body = source.rows() / BAND * BAND;
    for (int r = 0; r < body; r += BAND) {
      transposeBand(source, r, target);
    }
    for (int r = body; r < source.rows(); r++) {
      for (int c = 0; c < source.columns(); c++) {
        target.values()[c * target.width() + r] = source.get(r, c);
      }
    }
  }

  private static void transposeBand(Matrix source, int row, PackedMatrix target) {
    float[] in = source.values();
    float[] out = target.values();
    int row0 = row * source.stride();
    int row1 = row0 + source.stride();
    int row2 = row1 + source.stride();
    int row3 = row2 + source.stride();
    int to = row;
    for (int c = 0; c < source.columns(); c++) {
      out[to] = in[row0 + c];
      out[to + 1] = in[row1 + c];
      out[to + 2] = in[row2 + c];
      out[to + 3] = in[row3 + c];
      to += target.width();
    }
  }

  static void modulate(
      Matrix z, Matrix scale, Matrix shift, int[] step, Matrix y, int from, int to) {
    for (int r = from; r < to; r++) {
      int row = r * z.stride();
      int condition = step[r] * z.stride();
      for (int j = 0; j < z.width(); j++) {
        float factor = scale.values()[condition + j];
        float offset = shift.values()[condition + j];
        y.values()[row + j] = Math.fma(z.values()[row + j], factor, offset);
      }
    }
  }

  static void modulateBackward(Matrix dy, Matrix scale, int[] step, Matrix dz, int from, int to) {
    for (int r = from; r < to; r++) {
      int row = r * dy.stride();
      int condition = step[r] * dy.stride();
      for (int j = 0; j < dy.width(); j++) {
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
