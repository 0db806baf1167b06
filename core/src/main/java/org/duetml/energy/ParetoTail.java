package org.duetml.energy;

import java.util.Arrays;

/**
 * How heavy the tail of importance weights is: the shape k of a generalised Pareto distribution
 * fitted to the largest of them, the diagnostic of Pareto-smoothed importance sampling (Vehtari,
 * Simpson, Gelman, Yao and Gabry 2024). Weights of shape k have moments up to 1 / k: above 0.5
 * their variance is infinite, above 0.7 no practical number of draws gives a mean to rely on.
 */
final class ParetoTail {
  /** The fewest weights that are fitted. */
  private static final int FEWEST = 25;

  /** The prior of k is centred at 0.5 and counts as much as this number of weights. */
  private static final double PRIOR_WEIGHT = 10;

  private static final double PRIOR_SHAPE = 0.5;

  private ParetoTail() {}

  /**
   * Fits the tail: the largest 3 sqrt(n) weights, at most a fifth of all.
   *
   * @param logWeights in nats, in any order; at least 125
   * @return k; 0 where the largest weights are equal, 1 where most of them are nothing beside the
   *     largest, or no distribution fits
   */
  static double shape(double[] logWeights) {
    double[] sorted = logWeights.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    int length = (int) Math.min(0.2 * count, 3 * Math.sqrt(count));
    if (length < FEWEST) {
      throw new IllegalArgumentException(
          "%d weights: expected at least %d".formatted(count, 5 * FEWEST));
    }
    double largest = sorted[count - 1];
    double threshold = StrictMath.exp(sorted[count - length - 1] - largest);
    double[] excesses = new double[length];
    for (int i = 0; i < length; i++) {
      excesses[i] = StrictMath.exp(sorted[count - length + i] - largest) - threshold;
    }
    if (excesses[length - 1] == 0) {
      return 0;
    }
    double shape = fit(excesses);
    // Many equal weights leave the fit without a maximum, or without a quartile above 0.
    return Double.isNaN(shape) ? 1 : shape;
  }

  private static int quartile(int length) {
    return (int) (length / 4.0 + 0.5) - 1;
  }

  /**
   * The empirical Bayes estimate of Zhang and Stephens (2009): {@code b = -k / sigma} is averaged
   * over a grid under its profile likelihood. The prior keeps k of few weights from straying.
   */
  private static double fit(double[] excesses) {
    int length = excesses.length;
    int points = 30 + (int) Math.sqrt(length);
    double[] grid = new double[points];
    double[] posterior = new double[points];
    for (int j = 0; j < points; j++) {
      double spread = 1 - Math.sqrt(points / (j + 0.5));
      grid[j] = 1 / excesses[length - 1] + spread / (3 * excesses[quartile(length)]);
      double shape = shape(grid[j], excesses);
      posterior[j] = length * (StrictMath.log(-grid[j] / shape) - shape - 1);
    }
    ImportanceWeights.normalize(posterior);
    double mean = 0;
    for (int j = 0; j < points; j++) {
      mean += grid[j] * posterior[j];
    }
    double shape = shape(mean, excesses);
    return (shape * length + PRIOR_SHAPE * PRIOR_WEIGHT) / (length + PRIOR_WEIGHT);
  }

  /** The most likely k for a given b. */
  private static double shape(double b, double[] excesses) {
    double sum = 0;
    for (double excess : excesses) {
      sum += StrictMath.log1p(-b * excess);
    }
    return sum / excesses.length;
  }
}
