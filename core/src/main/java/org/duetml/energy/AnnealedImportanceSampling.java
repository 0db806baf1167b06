package org.duetml.energy;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * Weights for the normaliser of an energy by annealed importance sampling (Neal 2001): chains that
 * start in a Gaussian fitted to the data and follow densities that change step by step into {@code
 * exp(-E / tau)}, with one Metropolis-adjusted Langevin step on each. The steps are taken in the
 * coordinates in which the Gaussian is standard, so that narrow directions do not slow down wide
 * ones. Needs no sampler and bridges what single weights do not; costs some hundred times more per
 * weight than a trajectory of the sampler.
 */
public final class AnnealedImportanceSampling {
  /** Densities on the way. */
  private static final int STEPS = 250;

  /** Chains of the pilot run that finds the step sizes, beside those that are asked for. */
  public static final int PILOT = 256;

  /** How fast the pilot follows its acceptance rate. */
  private static final double GAIN = 0.5;

  private final AnnealedTarget target;
  private final LangevinDynamics chains;
  private final double[] logWeights;
  private final RandomStream stream;
  private final ShardExecutor executor;

  private AnnealedImportanceSampling(
      AnnealedTarget target, int count, RandomStream stream, ShardExecutor executor) {
    this.target = target;
    this.stream = stream;
    this.executor = executor;
    chains = new LangevinDynamics(target, count);
    logWeights = new double[count];
  }

  /**
   * Runs the chains.
   *
   * @param energy its tau must be above 0; not changed
   * @param rows what the energy was fitted to, as it was fitted to it: standardised; not changed
   * @param count how many chains
   * @param seed decides their way
   * @param executor shares the work; the result does not depend on it
   * @return a log weight of each; the expectation of a weight is Z
   */
  public static double[] logWeights(
      EnergyModel energy, Matrix rows, int count, long seed, ShardExecutor executor) {
    GaussianFit start = GaussianFit.of(rows);
    // The step sizes must not depend on the chains that use them, or the weights were biased.
    double[] stepSizes = new double[STEPS];
    new AnnealedImportanceSampling(
            new AnnealedTarget(energy, start, PILOT),
            PILOT,
            RandomStream.of(seed, "annealing.pilot"),
            executor)
        .run(stepSizes, true);
    AnnealedImportanceSampling sampling =
        new AnnealedImportanceSampling(
            new AnnealedTarget(energy, start, count),
            count,
            RandomStream.of(seed, "annealing.chains"),
            executor);
    sampling.run(stepSizes, false);
    return sampling.logWeights;
  }

  private void run(double[] stepSizes, boolean adapting) {
    stream.normals(0, chains.states(), 0, logWeights.length);
    double stepSize = StrictMath.pow(target.dimension(), -1.0 / 3);
    for (int step = 1; step <= STEPS; step++) {
      weigh(share(step) - share(step - 1));
      if (adapting) {
        stepSizes[step - 1] = stepSize;
      }
      target.moveTo(share(step));
      double rate = chains.adjusted(stream, step, 1, stepSizes[step - 1], executor);
      stepSize *= StrictMath.exp(GAIN * (rate - LangevinDynamics.BEST_ACCEPTANCE));
    }
  }

  /** The early densities, which change most, lie closer together. */
  private static double share(int step) {
    double way = (double) step / STEPS;
    return way * way;
  }

  /** {@code log w += (b' - b) (log f_1 - log f_0)} where the chains stand. */
  private void weigh(double increase) {
    double[] logRatios = target.logRatios(chains.states(), executor);
    for (int i = 0; i < logWeights.length; i++) {
      logWeights[i] += increase * logRatios[i];
    }
  }
}
