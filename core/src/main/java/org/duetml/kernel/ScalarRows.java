package org.duetml.kernel;

import java.util.Arrays;

/** Row by row: sums over rows and packing in a single panel. */
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
}
