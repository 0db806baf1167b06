package org.duetml.gcd;

/** Divergences of Gaussian path measures {@code x_0 .. x_T} in one dimension, by linear algebra. */
final class GaussianPaths {
  private GaussianPaths() {}

  /**
   * {@code KL(pi || q)} of {@code pi: x_0 ~ N(0, 1), x_{t+1} = gain x_t + shift + sigma z} from
   * {@code q: x_T ~ N(0, variance), x_t = keep x_{t+1} + N(0, noise)}: for two Gaussians {@code
   * (tr(Q S) + m' Q m - n - log det Q - log det S) / 2} with the covariance S and mean m of pi and
   * the precision Q of q.
   */
  static double divergence(
      double[] gains,
      double[] shifts,
      double[] sigmas,
      double[] keeps,
      double[] noises,
      double variance) {
    int n = gains.length + 1;
    double[] mean = new double[n];
    double[][] covariance = new double[n][n];
    covariance[0][0] = 1;
    for (int t = 0; t < n - 1; t++) {
      mean[t + 1] = gains[t] * mean[t] + shifts[t];
      for (int s = 0; s <= t; s++) {
        covariance[t + 1][s] = gains[t] * covariance[t][s];
        covariance[s][t + 1] = covariance[t + 1][s];
      }
      covariance[t + 1][t + 1] = gains[t] * gains[t] * covariance[t][t] + sigmas[t] * sigmas[t];
    }
    double[][] precision = new double[n][n];
    precision[n - 1][n - 1] = 1 / variance;
    for (int t = 0; t < n - 1; t++) {
      precision[t][t] += 1 / noises[t];
      precision[t][t + 1] -= keeps[t] / noises[t];
      precision[t + 1][t] -= keeps[t] / noises[t];
      precision[t + 1][t + 1] += keeps[t] * keeps[t] / noises[t];
    }
    double sum = -n - logDeterminant(precision) - logDeterminant(covariance);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum += precision[i][j] * (covariance[j][i] + mean[i] * mean[j]);
      }
    }
    return sum / 2;
  }

  /** Of a positive definite matrix, by Gaussian elimination on a copy. */
  private static double logDeterminant(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
    }
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += Math.log(a[k][k]);
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) {
          a[i][j] -= factor * a[k][j];
        }
      }
    }
    return sum;
  }
}
