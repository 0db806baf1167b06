package org.duetml.energy;

import org.duetml.kernel.Matrix;

/**
 * The normal distribution with mean and covariance of given rows, as the map {@code x = mean + L u}
 * of a standard normal u, with L the Cholesky factor of the covariance. Seen in u, whatever
 * resembles the rows is about as wide in one direction as in any other. Immutable and safe for
 * concurrent use.
 */
final class GaussianFit {
  /** This part of the covariance is replaced by the identity, so that few rows do as well. */
  private static final double SHRINKAGE = 0.01;

  private final double[] mean;
  private final double[][] lower;
  private final double logDeterminant;

  private GaussianFit(double[] mean, double[][] lower) {
    this.mean = mean;
    this.lower = lower;
    double sum = 0;
    for (int d = 0; d < mean.length; d++) {
      sum += StrictMath.log(lower[d][d]);
    }
    logDeterminant = sum;
  }

  /**
   * Fits.
   *
   * @param rows standardised, at least 1
   * @return the distribution
   */
  static GaussianFit of(Matrix rows) {
    double[] mean = new double[rows.columns()];
    for (int row = 0; row < rows.rows(); row++) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += (double) rows.get(row, d) / rows.rows();
      }
    }
    return new GaussianFit(mean, factor(covariance(rows, mean)));
  }

  private static double[][] covariance(Matrix rows, double[] mean) {
    double[][] covariance = new double[mean.length][mean.length];
    double weight = (1 - SHRINKAGE) / rows.rows();
    for (int row = 0; row < rows.rows(); row++) {
      for (int i = 0; i < mean.length; i++) {
        double deviation = weight * (rows.get(row, i) - mean[i]);
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += deviation * (rows.get(row, j) - mean[j]);
        }
      }
    }
    for (int i = 0; i < mean.length; i++) {
      covariance[i][i] += SHRINKAGE;
    }
    return covariance;
  }

  /** The Cholesky factor, in place of the lower triangle. */
  private static double[][] factor(double[][] a) {
    for (int j = 0; j < a.length; j++) {
      for (int i = j; i < a.length; i++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
      }
    }
    return a;
  }

  /**
   * The logarithm of the determinant of L.
   *
   * @return in nats: {@code log p(u) = log p(x) + logDeterminant()}
   */
  double logDeterminant() {
    return logDeterminant;
  }

  /** {@code x = mean + L u} for one row. */
  void map(Matrix u, Matrix x, int row) {
    for (int i = 0; i < mean.length; i++) {
      double sum = mean[i];
      for (int k = 0; k <= i; k++) {
        sum += lower[i][k] * u.get(row, k);
      }
      x.set(row, i, (float) sum);
    }
  }

  /** Makes a gradient by x one by u, {@code L' g}, in place for one row. */
  void pullBack(Matrix gradients, int row) {
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (int k = i; k < mean.length; k++) {
        sum += lower[k][i] * gradients.get(row, k);
      }
      gradients.set(row, i, (float) sum);
    }
  }
}
