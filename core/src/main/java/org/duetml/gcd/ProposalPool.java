package org.duetml.gcd;

import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.diffusion.Rollout;
import org.duetml.diffusion.SampleDraw;
import org.duetml.energy.WeightedSamples;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * Draws trajectories of a frozen sampler with their path weights {@code prod r(x_t | x_{t+1}) /
 * (N(x_0) prod pi(x_{t+1} | x_t))} (algorithm section 5). The last transition is widened to a scale
 * mixture, so that no region the energy may like is out of reach and no weight explodes (section
 * 10).
 */
final class ProposalPool {
  /** Factors on the last sigma, and how often each is drawn. */
  private static final double[] SCALES = {1, 2, 5};

  private static final double[] SHARES = {0.8, 0.1, 0.1};

  private final DiffusionSampler sampler;
  private final Rollout rollout;
  private final NoisingKernel.Evaluation noising;
  private final int dimension;
  private final double lastSigma;

  private ProposalPool(Players players) {
    sampler = players.sampler();
    rollout = Rollout.forSampling(sampler, SampleDraw.BATCH);
    noising = players.noising().new Evaluation(rollout);
    dimension = sampler.dimension();
    lastSigma = sampler.sigma(sampler.steps() - 1);
  }

  /**
   * Draws them.
   *
   * @param players sampler and noising kernel, not changed
   * @param count how many
   * @param seed decides the draws
   * @param executor shares the work
   * @return samples with log weights
   */
  static WeightedSamples draw(Players players, int count, long seed, ShardExecutor executor) {
    ProposalPool pool = new ProposalPool(players);
    RandomStream noise = RandomStream.of(seed, "pool.noise");
    RandomStream choice = RandomStream.of(seed, "pool.scale");
    Matrix samples = new Matrix(count, pool.dimension);
    double[] logWeights = new double[count];
    int batch = SampleDraw.BATCH;
    for (int start = 0; start < count; start += batch) {
      pool.rollout.run(noise, start / batch, executor);
      int rows = Math.min(batch, count - start);
      for (int i = 0; i < rows; i++) {
        pool.widen(i, pool.scale(choice.uniform(0, start + i)));
      }
      pool.noising.run(executor);
      samples.copyRows(pool.rollout.states(), pool.rollout.firstSample(), start, rows);
      for (int i = 0; i < rows; i++) {
        logWeights[start + i] = pool.logWeight(i);
      }
    }
    return new WeightedSamples(samples, logWeights);
  }

  private double scale(double uniform) {
    double below = 0;
    for (int j = 0; j < SCALES.length; j++) {
      below += SHARES[j];
      if (uniform < below) {
        return SCALES[j];
      }
    }
    return SCALES[SCALES.length - 1];
  }

  /** {@code x_T = mu + scale * sigma * z}. */
  private void widen(int trajectory, double scale) {
    int last = rollout.firstSample() - rollout.batch() + trajectory;
    int sample = rollout.firstSample() + trajectory;
    for (int d = 0; d < dimension; d++) {
      double mean = rollout.means().get(last, d);
      double z = rollout.noise().get(sample, d);
      rollout.states().set(sample, d, (float) (mean + scale * lastSigma * z));
    }
  }

  private double logWeight(int trajectory) {
    double sum = -rollout.logStart(trajectory) - logLastTransition(trajectory);
    for (int t = 0; t < sampler.steps(); t++) {
      sum += noising.logDensity(t, trajectory);
      if (t < sampler.steps() - 1) {
        sum -= rollout.logTransition(t, trajectory);
      }
    }
    return sum;
  }

  /** The log density of the scale mixture at the sample that was drawn. */
  private double logLastTransition(int trajectory) {
    int last = rollout.firstSample() - rollout.batch() + trajectory;
    int sample = rollout.firstSample() + trajectory;
    double squares = 0;
    for (int d = 0; d < dimension; d++) {
      double residual = rollout.states().get(sample, d) - rollout.means().get(last, d);
      squares += residual * residual;
    }
    double density = 0;
    // Relative to the narrowest component's peak, so that the exponentials stay in range.
    for (int j = 0; j < SCALES.length; j++) {
      double sigma = lastSigma * SCALES[j];
      double logPeak = -dimension * StrictMath.log(SCALES[j]);
      density += SHARES[j] * StrictMath.exp(logPeak - squares / (2 * sigma * sigma));
    }
    double normalizer = StrictMath.log(lastSigma) + 0.5 * StrictMath.log(2 * StrictMath.PI);
    return StrictMath.log(density) - dimension * normalizer;
  }
}
