package org.duetml.energy;

import java.util.Locale;

/**
 * An estimate of {@code log Z}, the normaliser of {@code q = exp(-E / tau) / Z}, from independent
 * weights whose expectation is Z. All in nats, and of the density of standardised data: that of the
 * data in their own units has the same Z, and a Jacobian beside it. Immutable.
 *
 * @param method where the weights come from
 * @param draws how many there were
 * @param logNormalizer the logarithm of their mean
 * @param standardError of {@code logNormalizer}, by the delta method
 * @param low lower end of the interval of 95 % confidence
 * @param high upper end
 * @param effectiveSampleSize {@code (sum w)^2 / sum w^2} (Kong 1992), from 1 to {@code draws}
 * @param tailShape Pareto shape k of the largest weights (Vehtari et al. 2024)
 */
public record Normalizer(
    Method method,
    int draws,
    double logNormalizer,
    double standardError,
    double low,
    double high,
    double effectiveSampleSize,
    double tailShape) {

  /** The fewest weights an estimate can be made of. */
  public static final int FEWEST_DRAWS = 1000;

  /** Above this shape no practical number of draws gives a mean to rely on. */
  public static final double LARGEST_TAIL_SHAPE = 0.7;

  /** Fewer effective draws leave a standard error above 0.05 nats. */
  public static final double FEWEST_EFFECTIVE = 400;

  private static final int BATCHES = 32;

  /** The 97.5 % quantile of Student's distribution with 31 degrees of freedom. */
  private static final double STUDENT = 2.0395;

  /** Where weights come from. */
  public enum Method {
    /** Trajectories of the sampler. */
    PATH,
    /** Annealed importance sampling. */
    ANNEALED
  }

  /** Refuses impossible values. */
  public Normalizer {
    if (!Double.isFinite(logNormalizer) || !Double.isFinite(tailShape)) {
      throw new IllegalArgumentException(
          "log normaliser %s of tail shape %s: expected finite numbers"
              .formatted(logNormalizer, tailShape));
    }
    if (!(standardError >= 0 && low <= logNormalizer && logNormalizer <= high)
        || !Double.isFinite(low)
        || !Double.isFinite(high)) {
      throw new IllegalArgumentException(
          "log normaliser %s +- %s in [%s, %s]: expected an interval that holds it"
              .formatted(logNormalizer, standardError, low, high));
    }
    if (!(effectiveSampleSize > 0 && draws > 0)) {
      throw new IllegalArgumentException(
          "effective sample size %s of %d draws: expected above 0"
              .formatted(effectiveSampleSize, draws));
    }
  }

  /**
   * The estimate that weights give. The interval is Student's over the means of {@value #BATCHES}
   * batches, in the logarithm and never narrower than the delta method's: heavy tails show in it as
   * batches that stand out.
   *
   * @param method where they come from
   * @param logWeights in nats, at least {@value #FEWEST_DRAWS}
   * @return the estimate
   * @throws IllegalArgumentException if there are fewer, or all weights are 0 or one is no number
   */
  public static Normalizer of(Method method, double[] logWeights) {
    int draws = logWeights.length;
    if (draws < FEWEST_DRAWS) {
      throw new IllegalArgumentException(
          "%d weights: expected at least %d".formatted(draws, FEWEST_DRAWS));
    }
    double largest = largest(logWeights);
    double sum = 0;
    double squares = 0;
    double[] batches = new double[BATCHES];
    for (int i = 0; i < draws; i++) {
      double weight = StrictMath.exp(logWeights[i] - largest);
      sum += weight;
      squares += weight * weight;
      batches[(int) ((long) i * BATCHES / draws)] += weight;
    }
    double effective = sum * sum / squares;
    double standardError = Math.sqrt(Math.max(0, 1 / effective - 1.0 / draws));
    double halfWidth = STUDENT * Math.max(standardError, relativeError(batches, sum));
    double logNormalizer = largest + StrictMath.log(sum / draws);
    return new Normalizer(
        method,
        draws,
        logNormalizer,
        standardError,
        logNormalizer - halfWidth,
        logNormalizer + halfWidth,
        effective,
        ParetoTail.shape(logWeights));
  }

  private static double largest(double[] logWeights) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logWeight : logWeights) {
      // Math.max passes NaN on.
      largest = Math.max(largest, logWeight);
    }
    if (!Double.isFinite(largest)) {
      throw new IllegalArgumentException(
          "the largest log weight is %s: expected a finite number".formatted(largest));
    }
    return largest;
  }

  /** The standard error of the sum of independent batches, over the sum. */
  private static double relativeError(double[] batches, double sum) {
    double mean = sum / BATCHES;
    double squares = 0;
    for (double batch : batches) {
      squares += (batch - mean) * (batch - mean);
    }
    return Math.sqrt(squares / (BATCHES * (BATCHES - 1))) / mean;
  }

  /**
   * The effective sample size as a fraction of the draws.
   *
   * @return in (0, 1]
   */
  public double effectiveFraction() {
    return effectiveSampleSize / draws;
  }

  /**
   * How even the weights are, in words.
   *
   * @return part of a sentence, with the bounds of {@link #reliable()}
   */
  public String evenness() {
    return String.format(
        Locale.ROOT,
        "effective sample size %.0f of %d, tail shape %.2f: expected at least %.0f and at most"
            + " %.1f",
        effectiveSampleSize,
        draws,
        tailShape,
        FEWEST_EFFECTIVE,
        LARGEST_TAIL_SHAPE);
  }

  /**
   * Whether estimate and interval can be relied on: at least {@value #FEWEST_EFFECTIVE} effective
   * draws and a tail shape of at most {@value #LARGEST_TAIL_SHAPE}.
   *
   * @return false where the weights are so uneven that their mean may be far from Z
   */
  public boolean reliable() {
    return effectiveSampleSize >= FEWEST_EFFECTIVE && tailShape <= LARGEST_TAIL_SHAPE;
  }
}
