package org.duetml.metric;

/** Pearson's product-moment correlation, for example of minus the energy and the log-density. */
public final class Correlation {
  private Correlation() {}

  /**
   * Covariance over the product of standard deviations.
   *
   * @param a finite values
   * @param b as many finite values
   * @return in [-1, 1]; NaN if a or b is constant, where no correlation exists
   * @throws IllegalArgumentException if the lengths differ, are 0, or a value is not finite
   */
  public static double of(double[] a, double[] b) {
    if (a.length != b.length || a.length == 0) {
      throw new IllegalArgumentException(
          "%d and %d values: expected as many of each, at least 1".formatted(a.length, b.length));
    }
    double meanOfA = mean(a);
    double meanOfB = mean(b);
    // Not by a variance of zero: the rounding of the mean leaves a little.
    if (isConstant(a) || isConstant(b)) {
      return Double.NaN;
    }
    double covariance = 0;
    double varianceOfA = 0;
    double varianceOfB = 0;
    for (int i = 0; i < a.length; i++) {
      double x = a[i] - meanOfA;
      double y = b[i] - meanOfB;
      covariance += x * y;
      varianceOfA += x * x;
      varianceOfB += y * y;
    }
    double scale = Math.sqrt(varianceOfA) * Math.sqrt(varianceOfB);
    return Math.clamp(covariance / scale, -1, 1);
  }

  private static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static double mean(double[] values) {
    double mean = Sums.sum(values) / values.length;
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("a value is not finite: correlation needs finite values");
    }
    return mean;
  }
}
