package org.duetml.app;

import org.duetml.kernel.Matrix;

/** Points between the form of the kernels and plain arrays. */
final class Points {
  private Points() {}

  /** One array per row. */
  static float[][] of(Matrix matrix) {
    float[][] points = new float[matrix.rows()][matrix.columns()];
    for (int row = 0; row < points.length; row++) {
      System.arraycopy(matrix.values(), row * matrix.stride(), points[row], 0, matrix.columns());
    }
    return points;
  }

  /** A matrix of at least one point. */
  static Matrix matrix(float[][] points) {
    Matrix matrix = new Matrix(points.length, points[0].length);
    for (int row = 0; row < points.length; row++) {
      System.arraycopy(points[row], 0, matrix.values(), row * matrix.stride(), points[row].length);
    }
    return matrix;
  }
}
