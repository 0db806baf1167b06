package org.duetml.anomaly;

import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.PackedMatrix;
import org.duetml.kernel.ShardExecutor;

/**
 * An invertible map {@code z = x A} in which a kernel is round: squared Mahalanobis distances are
 * squared Euclidean ones of z, and the kernel's normaliser is the determinant of A. A is upper
 * triangular, with {@code A A'} the inverse of the kernel's covariance. Immutable and safe for
 * concurrent use.
 */
final class Metric {
  private final Matrix map;
  private final PackedMatrix packed;
  private final double logDeterminant;

  private Metric(Matrix map) {
    this.map = map;
    packed = Kernels.get().packed(map.rows(), map.columns());
    Kernels.get().pack(map, packed);
    double sum = 0;
    for (int c = 0; c < map.columns(); c++) {
      sum += StrictMath.log(map.get(c, c));
    }
    logDeterminant = sum;
  }

  /** Of a kernel's covariance, positive definite: A is the transposed inverse Cholesky factor. */
  static Metric of(double[][] covariance) {
    double[][] inverse = Cholesky.of(covariance).inverse();
    Matrix map = new Matrix(inverse.length, inverse.length);
    for (int i = 0; i < inverse.length; i++) {
      for (int j = 0; j <= i; j++) {
        map.set(j, i, (float) inverse[i][j]);
      }
    }
    return new Metric(map);
  }

  /**
   * A stored map.
   *
   * @throws IllegalArgumentException if it is not square with positive numbers on its diagonal
   */
  static Metric restore(Matrix map) {
    boolean good = map.rows() == map.columns();
    for (int c = 0; good && c < map.columns(); c++) {
      good = map.get(c, c) > 0;
    }
    if (!good) {
      throw new IllegalArgumentException(
          "the metric is %d x %d: expected a square with positive numbers on its diagonal"
              .formatted(map.rows(), map.columns()));
    }
    Matrix copy = new Matrix(map.rows(), map.columns());
    copy.copyRows(map, 0, 0, map.rows());
    return new Metric(copy);
  }

  /** The same shape with all distances times a factor above 0. */
  Metric scaled(double factor) {
    Matrix scaled = new Matrix(map.rows(), map.columns());
    for (int r = 0; r < map.rows(); r++) {
      for (int c = 0; c < map.columns(); c++) {
        scaled.set(r, c, (float) (factor * map.get(r, c)));
      }
    }
    return new Metric(scaled);
  }

  /** {@code diag(e^m) A}: the columns of x are scaled first. */
  Metric stretched(double[] logScales) {
    Matrix stretched = new Matrix(map.rows(), map.columns());
    for (int r = 0; r < map.rows(); r++) {
      double scale = StrictMath.exp(logScales[r]);
      for (int c = 0; c < map.columns(); c++) {
        stretched.set(r, c, (float) (scale * map.get(r, c)));
      }
    }
    return new Metric(stretched);
  }

  int dimension() {
    return map.columns();
  }

  /** A itself, not a copy. */
  Matrix map() {
    return map;
  }

  /** The logarithm of the determinant of A. */
  double logDeterminant() {
    return logDeterminant;
  }

  /** {@code z = x A} for rows {@code from <= r < to}. */
  void apply(Matrix x, Matrix z, int from, int to) {
    Kernels.get().affine(x, packed, null, z, from, to);
  }

  /** {@code z = x A} for all rows. */
  Matrix apply(Matrix x, ShardExecutor executor) {
    Matrix z = new Matrix(x.rows(), x.columns());
    executor.shards(x.rows(), (from, to) -> apply(x, z, from, to));
    return z;
  }
}
