package org.duetml.model;

import org.duetml.kernel.Matrix;

/** Points as callers hold them, and as the networks do. */
final class PointRows {
  private PointRows() {}

  /**
   * Copies points into a matrix.
   *
   * @param points each of so many finite coordinates
   * @param dimension coordinates of a point
   * @return one row per point
   * @throws IllegalArgumentException if a point has another length or is not finite
   */
  static Matrix of(float[][] points, int dimension) {
    Matrix rows = new Matrix(points.length, dimension);
    for (int i = 0; i < points.length; i++) {
      requirePoint(i, points[i], dimension);
      System.arraycopy(points[i], 0, rows.values(), i * rows.stride(), dimension);
    }
    return rows;
  }

  private static void requirePoint(int index, float[] point, int dimension) {
    if (point.length != dimension) {
      throw new IllegalArgumentException(
          "point %d has %d coordinates: expected %d".formatted(index, point.length, dimension));
    }
    for (float coordinate : point) {
      if (!Float.isFinite(coordinate)) {
        throw new IllegalArgumentException(
            "point %d holds %s: expected finite numbers".formatted(index, coordinate));
      }
    }
  }

  /** One array per row. */
  static float[][] toArrays(Matrix matrix) {
    float[][] rows = new float[matrix.rows()][matrix.columns()];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(matrix.values(), i * matrix.stride(), rows[i], 0, rows[i].length);
    }
    return rows;
  }
}
