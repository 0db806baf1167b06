package org.duetml.anomaly;

/** The lower triangular factor L of a positive definite matrix {@code L L'}, and what it gives. */
final class Cholesky {
  private final double[][] lower;

  private Cholesky(double[][] lower) {
    this.lower = lower;
  }

  /**
   * Factors a matrix, of which only the lower triangle is read.
   *
   * @throws IllegalArgumentException if it is not positive definite
   */
  static Cholesky of(double[][] matrix) {
    double[][] lower = new double[matrix.length][];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double rest = matrix[i][j] - dot(lower[i], lower[j], j);
        if (j == i && !(rest > 0)) {
          throw new IllegalArgumentException(
              "pivot %d is %s: expected a positive definite matrix".formatted(i + 1, rest));
        }
        lower[i][j] = j == i ? Math.sqrt(rest) : rest / lower[j][j];
      }
    }
    return new Cholesky(lower);
  }

  private static double dot(double[] a, double[] b, int length) {
    double sum = 0;
    for (int k = 0; k < length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  /** L, its upper triangle left out. */
  double[][] lower() {
    return lower;
  }

  /** The inverse of L, lower triangular as well, its upper triangle left out. */
  double[][] inverse() {
    int n = lower.length;
    double[][] inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      inverse[i] = new double[i + 1];
      for (int k = 0; k < i; k++) {
        for (int j = 0; j <= k; j++) {
          inverse[i][j] -= lower[i][k] * inverse[k][j];
        }
      }
      inverse[i][i] = 1;
      for (int j = 0; j <= i; j++) {
        inverse[i][j] /= lower[i][i];
      }
    }
    return inverse;
  }

  /** The logarithm of the determinant of L: half of the matrix's. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < lower.length; i++) {
      sum += StrictMath.log(lower[i][i]);
    }
    return sum;
  }
}
