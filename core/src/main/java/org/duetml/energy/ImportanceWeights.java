package org.duetml.energy;

/** Self-normalised importance weights. */
public final class ImportanceWeights {
  private ImportanceWeights() {}

  /**
   * Replaces log weights by weights that sum to 1.
   *
   * @param weights log weights in nats on entry, weights on return
   */
  public static void normalize(double[] weights) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logWeight : weights) {
      largest = Math.max(largest, logWeight);
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = StrictMath.exp(weights[i] - largest);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
  }

  /**
   * The effective sample size of normalised weights, {@code 1 / sum w^2} (Kong 1992), as a fraction
   * of their number.
   *
   * @param weights sum to 1
   * @return in (0, 1]
   */
  public static double effectiveFraction(double[] weights) {
    double squares = 0;
    for (double weight : weights) {
      squares += weight * weight;
    }
    return 1 / (squares * weights.length);
  }
}
