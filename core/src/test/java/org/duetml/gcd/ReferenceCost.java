package org.duetml.gcd;

import org.duetml.config.DuetConfig.RunningCost;
import org.duetml.diffusion.NoiseSchedule;

/** What each kind of running cost adds to the entropy bonus, from its formula. */
record ReferenceCost(
    RunningCost kind, double tau, NoiseSchedule schedule, double[] meanSquaredVelocities) {

  static ReferenceCost of(RunningCost kind, GameFixture game) {
    return new ReferenceCost(
        kind, GameFixture.TAU, game.schedule, meanSquaredVelocities(game.states()));
  }

  /** {@code |x_{t+1} - x_t|^2 / D} over the batch, per step. */
  static double[] meanSquaredVelocities(double[][] states) {
    double[] means = new double[GameFixture.STEPS];
    for (int row = 0; row < GameFixture.STEPS * GameFixture.BATCH; row++) {
      double squares = squaredDistance(states[row], states[row + GameFixture.BATCH]);
      means[row / GameFixture.BATCH] += squares / states[row].length / GameFixture.BATCH;
    }
    return means;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return sum;
  }

  double added(double[] x, double[] next, int t) {
    return switch (kind) {
      case ENTROPY -> 0;
      case VELOCITY -> tau * squaredDistance(x, next) / (2 * meanSquaredVelocities[t]);
      case NOISING -> -tau * logNoising(x, next, t);
    };
  }

  /** {@code log N(x; sqrt(alpha) next, beta I)}. */
  private double logNoising(double[] x, double[] next, int t) {
    double[] kept = next.clone();
    for (int d = 0; d < kept.length; d++) {
      kept[d] *= Math.sqrt(schedule.alpha(t));
    }
    double variance = schedule.beta(t);
    double normalizer = 0.5 * x.length * Math.log(2 * Math.PI * variance);
    return -squaredDistance(x, kept) / (2 * variance) - normalizer;
  }
}
