package org.duetml.energy;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * A batch of Langevin chains: {@code y = x + (eps / 2) grad log q(x) + sqrt(eps) z} with a standard
 * normal z. Unadjusted, every y is the next state, and what the chains settle on is q with an error
 * of order eps; Metropolis-adjusted (MALA, Roberts and Tweedie 1996), y is taken or refused so that
 * it is q itself.
 *
 * <p>Random numbers are keyed by (stream, step, chain): a chain's way depends neither on threads
 * nor on the other chains. Nothing is allocated after construction. Not thread-safe.
 */
public final class LangevinDynamics {
  /** The acceptance rate at which MALA moves fastest (Roberts and Rosenthal 1998). */
  public static final double BEST_ACCEPTANCE = 0.574;

  /** The gain of the adaptation is {@code GAIN / n^GAIN_POWER} after n steps. */
  private static final double GAIN = 2;

  private static final double GAIN_POWER = 0.6;

  private final LangevinTarget target;
  private final int chains;
  private final int dimension;
  private final Matrix states;
  private final Matrix proposals;
  private final Matrix gradients;
  private final Matrix proposalGradients;
  private final Matrix noise;
  private final double[] logDensities;
  private final double[] proposalLogDensities;
  private final double[] acceptance;
  private final ShardExecutor.Shard unadjustedShard = this::runUnadjusted;
  private final ShardExecutor.Shard adjustedShard = this::runAdjusted;
  private RandomStream random;
  private long first;
  private int steps;
  private double stepSize;

  /**
   * Chains that stand at the origin.
   *
   * @param target with memory for so many rows
   * @param chains how many, at least 1
   */
  public LangevinDynamics(LangevinTarget target, int chains) {
    this.target = target;
    this.chains = chains;
    dimension = target.dimension();
    states = new Matrix(chains, dimension);
    proposals = new Matrix(chains, dimension);
    gradients = new Matrix(chains, dimension);
    proposalGradients = new Matrix(chains, dimension);
    noise = new Matrix(chains, dimension);
    logDensities = new double[chains];
    proposalLogDensities = new double[chains];
    acceptance = new double[chains];
  }

  /**
   * Where the chains stand; the caller may write it between runs.
   *
   * @return chains x D
   */
  public Matrix states() {
    return states;
  }

  /**
   * Unadjusted steps; each costs one evaluation of the target per chain.
   *
   * @param stream where the noise comes from
   * @param first number of the first step in the stream, at least 0
   * @param steps how many, at least 0
   * @param stepSize eps, above 0
   * @param executor shares the work
   */
  public void unadjusted(
      RandomStream stream, long first, int steps, double stepSize, ShardExecutor executor) {
    prepare(stream, first, steps, stepSize);
    executor.shards(chains, unadjustedShard);
  }

  /**
   * Metropolis-adjusted steps; each costs one evaluation of the target per chain, and the run one
   * more.
   *
   * @param stream where the noise and the acceptances come from
   * @param first number of the first step in the stream, at least 0
   * @param steps how many, at least 0
   * @param stepSize eps, above 0
   * @param executor shares the work
   * @return the acceptance rate: the mean probability of acceptance; NaN without steps
   */
  public double adjusted(
      RandomStream stream, long first, int steps, double stepSize, ShardExecutor executor) {
    prepare(stream, first, steps, stepSize);
    executor.shards(chains, adjustedShard);
    double sum = 0;
    for (double probability : acceptance) {
      sum += probability;
    }
    return sum / steps / chains;
  }

  /**
   * A burn-in of adjusted steps that moves the step size towards an acceptance rate of {@link
   * #BEST_ACCEPTANCE}, by stochastic approximation on its logarithm (Robbins and Monro 1951;
   * Andrieu and Thoms 2008). Keep the step size afterwards: while it changes, the chains do not
   * have q as their law.
   *
   * @param stream where the noise and the acceptances come from
   * @param first number of the first step in the stream, at least 0
   * @param steps how many, at least 0
   * @param stepSize eps to start from, above 0
   * @param executor shares the work
   * @return the step size reached
   */
  public double burnIn(
      RandomStream stream, long first, int steps, double stepSize, ShardExecutor executor) {
    double adapted = stepSize;
    for (int n = 0; n < steps; n++) {
      double rate = adjusted(stream, first + n, 1, adapted, executor);
      double gain = GAIN / StrictMath.pow(n + 1.0, GAIN_POWER);
      adapted *= StrictMath.exp(gain * (rate - BEST_ACCEPTANCE));
    }
    return adapted;
  }

  private void prepare(RandomStream stream, long firstStep, int count, double eps) {
    if (count < 0 || !(eps > 0) || !Double.isFinite(eps)) {
      throw new IllegalArgumentException(
          "%d Langevin steps of size %s: expected at least 0, of a finite size above 0"
              .formatted(count, eps));
    }
    random = stream;
    first = firstStep;
    steps = count;
    stepSize = eps;
  }

  private void runUnadjusted(int from, int to) {
    for (int step = 0; step < steps; step++) {
      target.evaluate(states, from, to, logDensities, gradients);
      propose(first + step, from, to);
      states.copyRows(proposals, from, from, to - from);
    }
  }

  private void runAdjusted(int from, int to) {
    for (int row = from; row < to; row++) {
      acceptance[row] = 0;
    }
    target.evaluate(states, from, to, logDensities, gradients);
    for (int step = 0; step < steps; step++) {
      propose(first + step, from, to);
      target.evaluate(proposals, from, to, proposalLogDensities, proposalGradients);
      for (int row = from; row < to; row++) {
        decide(first + step, row);
      }
    }
  }

  private void propose(long step, int from, int to) {
    random.normals(step, noise, from, to);
    double spread = Math.sqrt(stepSize);
    for (int row = from; row < to; row++) {
      for (int d = 0; d < dimension; d++) {
        double mean = states.get(row, d) + 0.5 * stepSize * gradients.get(row, d);
        proposals.set(row, d, (float) (mean + spread * noise.get(row, d)));
      }
    }
  }

  /** Takes or refuses a proposal (Metropolis and Hastings); one that is no number is refused. */
  private void decide(long step, int row) {
    double forth = squaredResidual(states, gradients, proposals, row);
    double back = squaredResidual(proposals, proposalGradients, states, row);
    double logRatio =
        proposalLogDensities[row] - logDensities[row] + (forth - back) / (2 * stepSize);
    double probability = logRatio >= 0 ? 1 : StrictMath.exp(logRatio);
    if (Double.isNaN(probability)) {
      return;
    }
    acceptance[row] += probability;
    if (random.uniform(step, row) < probability) {
      states.copyRows(proposals, row, row, 1);
      gradients.copyRows(proposalGradients, row, row, 1);
      logDensities[row] = proposalLogDensities[row];
    }
  }

  /** {@code |y - x - (eps / 2) grad log q(x)|^2}, from which the density of the step x to y. */
  private double squaredResidual(Matrix x, Matrix gradient, Matrix y, int row) {
    double sum = 0;
    for (int d = 0; d < dimension; d++) {
      double mean = x.get(row, d) + 0.5 * stepSize * gradient.get(row, d);
      double residual = y.get(row, d) - mean;
      sum += residual * residual;
    }
    return sum;
  }
}
