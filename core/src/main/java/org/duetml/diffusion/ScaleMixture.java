package org.duetml.diffusion;

/**
 * A normal distribution with wider ones mixed in: {@code sum_j shares[j] N(0, scales[j]^2 I)}. As a
 * proposal it is defensive (Owen and Zhou 2000): it is at most {@code 1 / shares[0]} times thinner
 * than the standard normal, and much thicker in the tails. Immutable.
 */
public final class ScaleMixture {
  private final double[] scales;
  private final double[] shares;

  /**
   * A mixture.
   *
   * @param scales above 0
   * @param shares as many, above 0, summing to 1
   */
  public ScaleMixture(double[] scales, double[] shares) {
    if (scales.length == 0 || scales.length != shares.length) {
      throw new IllegalArgumentException(
          "%d scales and %d shares: expected as many of each, at least 1"
              .formatted(scales.length, shares.length));
    }
    this.scales = scales.clone();
    this.shares = shares.clone();
  }

  /**
   * The scale that a uniform number stands for.
   *
   * @param uniform in [0, 1)
   * @return one of the scales, each as often as its share says
   */
  public double scale(double uniform) {
    double below = 0;
    for (int j = 0; j < scales.length - 1; j++) {
      below += shares[j];
      if (uniform < below) {
        return scales[j];
      }
    }
    return scales[scales.length - 1];
  }

  /**
   * The logarithm of the mixture's density over that of the standard normal.
   *
   * @param squares the squared length of the point
   * @param dimension of the point
   * @return in nats
   */
  public double logRatio(double squares, int dimension) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < scales.length; j++) {
      largest = Math.max(largest, logTerm(j, squares, dimension));
    }
    double sum = 0;
    for (int j = 0; j < scales.length; j++) {
      sum += StrictMath.exp(logTerm(j, squares, dimension) - largest);
    }
    return largest + StrictMath.log(sum);
  }

  private double logTerm(int j, double squares, int dimension) {
    double narrower = 1 - 1 / (scales[j] * scales[j]);
    return StrictMath.log(shares[j])
        - dimension * StrictMath.log(scales[j])
        + 0.5 * squares * narrower;
  }
}
