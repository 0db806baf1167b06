package org.duetml.app.picture;

import org.duetml.kernel.Matrix;

/** Points between the form of the kernels and plain arrays. */
public final class Points {
  private Points() {}

  /**
   * Points as plain arrays.
   *
   * @param matrix one point per row
   * @return a copy, one array per row
   */
  public static float[][] of(Matrix matrix) {
    float[][] points = new float[matrix.rows()][matrix.columns()];
    for (int row = 0; row < points.length; row++) {
      System.arraycopy(matrix.values(), row * matrix.stride(), points[row], 0, matrix.columns());
    }
    return points;
  }

  /**
   * Points in the form of the kernels.
   *
   * @param points at least one, all of one length
   * @return a copy, one row per point
   */
  public static Matrix matrix(float[][] points) {
    Matrix matrix = new Matrix(points.length, points[0].length);
    for (int row = 0; row < points.length; row++) {
      System.arraycopy(points[row], 0, matrix.values(), row * matrix.stride(), points[row].length);
    }
    return matrix;
  }
}
