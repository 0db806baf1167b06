package org.duetml.nn;

/**
 * A learning rate over a run: a linear warm-up, a constant part, then a decay.
 *
 * @param peak the rate of the constant part, at least 0
 * @param decay how it falls
 * @param decayFrom fraction of the iterations after which it falls, 0 to 1
 * @param warmUp iterations of the linear rise, 0 for none
 */
public record LearningRate(double peak, Decay decay, double decayFrom, int warmUp) {
  /** The rate never falls below this part of its peak, so that the last iterations still learn. */
  private static final double FLOOR = 1e-3;

  /** Refuses impossible values. */
  public LearningRate {
    if (!(peak >= 0) || !(decayFrom >= 0 && decayFrom <= 1) || warmUp < 0) {
      throw new IllegalArgumentException(
          "learning rate %s with decay from %s and warm-up %d: expected at least 0, 0 to 1, at least 0"
              .formatted(peak, decayFrom, warmUp));
    }
  }

  /**
   * Decay from the start, without warm-up.
   *
   * @param peak the first rate
   * @param decay how it falls
   * @return the schedule
   */
  public static LearningRate falling(double peak, Decay decay) {
    return new LearningRate(peak, decay, 0, 0);
  }

  /**
   * The rate of one iteration.
   *
   * @param iteration from 0
   * @param iterations of the run
   * @return at least 0
   */
  public double at(int iteration, int iterations) {
    double progress = (double) iteration / iterations;
    double fraction = progress <= decayFrom ? 0 : (progress - decayFrom) / (1 - decayFrom);
    double rise = warmUp == 0 ? 1 : Math.min(1, (iteration + 1.0) / warmUp);
    return peak * rise * Math.max(FLOOR, decay.factor(fraction));
  }
}
