package org.duetml.gcd;

import org.duetml.data.DataSource;
import org.duetml.energy.AnnealedImportanceSampling;
import org.duetml.energy.Normalizer;
import org.duetml.energy.WeightedSamples;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/** Estimates the normaliser of trained players' energy (algorithm section 5). */
public final class NormalizerEstimate {
  /** Chains where annealing is needed. */
  public static final int CHAINS = 2000;

  /** Data rows that they begin like. */
  private static final int ROWS = 10_000;

  private NormalizerEstimate() {}

  /**
   * By path importance sampling, and where that is not {@linkplain Normalizer#reliable() reliable},
   * by annealed importance sampling. No number is drawn that the energy was fitted on.
   *
   * @param players sampler, energy with a tau above 0, and noising kernel; not changed
   * @param data standardised, as the energy was fitted to it
   * @param draws trajectories, at least {@link Normalizer#FEWEST_DRAWS}
   * @param seed decides the draws
   * @param executor shares the work; the result does not depend on it
   * @return the estimate; that of annealing need not be reliable either
   */
  public static Normalizer of(
      Players players, DataSource data, int draws, long seed, ShardExecutor executor) {
    Normalizer path = byPaths(players, draws, seed, executor);
    if (path.reliable()) {
      return path;
    }
    Matrix rows = data.sample(RandomStream.of(seed, "normalizer.data"), 0, ROWS, executor);
    return Normalizer.of(
        Normalizer.Method.ANNEALED,
        AnnealedImportanceSampling.logWeights(players.energy(), rows, CHAINS, seed, executor));
  }

  /**
   * By path importance sampling alone.
   *
   * @param players as for {@link #of}
   * @param draws as for {@link #of}; the time is in proportion
   * @param seed decides the draws
   * @param executor shares the work; the result does not depend on it
   * @return the estimate, reliable or not
   */
  public static Normalizer byPaths(Players players, int draws, long seed, ShardExecutor executor) {
    return Normalizer.of(Normalizer.Method.PATH, pathWeights(players, draws, seed, executor));
  }

  private static double[] pathWeights(
      Players players, int draws, long seed, ShardExecutor executor) {
    WeightedSamples pool = ProposalPool.draw(players, draws, seed, "normalizer", executor);
    double[] logWeights = pool.logWeights().clone();
    double[] energies = players.energy().energies(pool.samples(), executor);
    for (int i = 0; i < draws; i++) {
      logWeights[i] -= energies[i] / players.energy().tau();
    }
    return logWeights;
  }
}
