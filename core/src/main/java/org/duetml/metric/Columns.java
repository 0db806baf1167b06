package org.duetml.metric;

import org.duetml.kernel.Matrix;

/** A sample stored column by column, so that projecting it reads memory in order. */
final class Columns {
  private final float[][] columns;

  Columns(Matrix rows) {
    columns = new float[rows.columns()][rows.rows()];
    for (int row = 0; row < rows.rows(); row++) {
      for (int column = 0; column < columns.length; column++) {
        columns[column][row] = rows.get(row, column);
      }
    }
  }

  /** {@code projection[row] = <direction, row>} in single precision. */
  void project(double[] direction, float[] projection) {
    scale(columns[0], (float) direction[0], projection);
    for (int column = 1; column < columns.length; column++) {
      add(columns[column], (float) direction[column], projection);
    }
  }

  private static void scale(float[] values, float factor, float[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] = factor * values[i];
    }
  }

  private static void add(float[] values, float factor, float[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] += factor * values[i];
    }
  }
}
