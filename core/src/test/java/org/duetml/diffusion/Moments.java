package org.duetml.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.duetml.kernel.Matrix;

/** Sample mean and variance of the columns of rows {@code from <= r < to}. */
public final class Moments {
  private final double[] means;
  private final double[] variances;
  private final int count;

  private Moments(Matrix samples, int from, int to) {
    means = new double[samples.columns()];
    variances = new double[samples.columns()];
    count = to - from;
    for (int d = 0; d < means.length; d++) {
      for (int r = from; r < to; r++) {
        means[d] += samples.get(r, d) / (double) count;
      }
      for (int r = from; r < to; r++) {
        double deviation = samples.get(r, d) - means[d];
        variances[d] += deviation * deviation / count;
      }
    }
  }

  public static Moments of(Matrix samples) {
    return new Moments(samples, 0, samples.rows());
  }

  public static Moments of(Matrix samples, int from, int to) {
    return new Moments(samples, from, to);
  }

  public double mean(int d) {
    return means[d];
  }

  public double variance(int d) {
    return variances[d];
  }

  /** Both within 4.5 standard errors of those of normal samples. */
  public void assertNormal(double[] mean, double variance) {
    for (int d = 0; d < means.length; d++) {
      assertEquals(mean[d], means[d], 4.5 * Math.sqrt(variance / count), "mean");
      assertEquals(variance, variances[d], 4.5 * variance * Math.sqrt(2.0 / count), "variance");
    }
  }
}
