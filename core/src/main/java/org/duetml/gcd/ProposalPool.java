package org.duetml.gcd;

import java.util.Arrays;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.diffusion.Rollout;
import org.duetml.diffusion.SampleDraw;
import org.duetml.diffusion.ScaleMixture;
import org.duetml.energy.WeightedSamples;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * Draws trajectories of a frozen sampler with their path weights {@code prod r(x_t | x_{t+1}) /
 * (N(x_0) prod pi(x_{t+1} | x_t))} (algorithm section 5).
 *
 * <p>The last transitions are widened to scale mixtures, with their exact densities in the weight.
 * The last one, so that no region the energy may like is out of reach (section 10); those before,
 * because the Gaussian backward model holds it possible that a point between two modes came from
 * either, while the sampler hardly ever jumps between them so late: such rare trajectories would
 * carry enormous weights.
 */
final class ProposalPool {
  private static final int WIDENED = 3;
  private static final ScaleMixture MIXTURE =
      new ScaleMixture(new double[] {1, 2, 4}, new double[] {0.6, 0.2, 0.2});

  private final Rollout rollout;
  private final NoisingKernel.Evaluation noising;
  private final int steps;
  private final int firstWidened;
  private final double[] scales;

  private ProposalPool(Players players) {
    DiffusionSampler sampler = players.sampler();
    rollout = Rollout.forSampling(sampler, SampleDraw.BATCH);
    noising = players.noising().new Evaluation(rollout);
    steps = sampler.steps();
    firstWidened = Math.max(0, steps - WIDENED);
    scales = new double[steps * rollout.batch()];
    Arrays.fill(scales, 1);
  }

  /**
   * Draws them.
   *
   * @param players sampler and noising kernel, not changed
   * @param count how many
   * @param seed decides the draws, together with the purpose
   * @param purpose names the random streams: pools of different purposes share no draws
   * @param executor shares the work
   * @return samples with log weights
   */
  static WeightedSamples draw(
      Players players, int count, long seed, String purpose, ShardExecutor executor) {
    ProposalPool pool = new ProposalPool(players);
    RandomStream noise = RandomStream.of(seed, purpose + ".noise");
    RandomStream choice = RandomStream.of(seed, purpose + ".scale");
    Matrix samples = new Matrix(count, players.sampler().dimension());
    double[] logWeights = new double[count];
    int batch = SampleDraw.BATCH;
    for (int start = 0; start < count; start += batch) {
      long index = start / batch;
      pool.chooseScales(choice, index);
      pool.rollout.runWidened(noise, index, pool.scales, executor);
      pool.noising.run(executor);
      int rows = Math.min(batch, count - start);
      samples.copyRows(pool.rollout.states(), pool.rollout.firstSample(), start, rows);
      for (int i = 0; i < rows; i++) {
        logWeights[start + i] = pool.logWeight(i);
      }
    }
    return new WeightedSamples(samples, logWeights);
  }

  private void chooseScales(RandomStream choice, long index) {
    for (int i = firstWidened * rollout.batch(); i < scales.length; i++) {
      scales[i] = MIXTURE.scale(choice.uniform(index, i));
    }
  }

  private double logWeight(int trajectory) {
    double sum = -rollout.logStart(trajectory);
    for (int t = 0; t < steps; t++) {
      sum += noising.logDensity(t, trajectory) - rollout.logTransition(t, trajectory);
      if (t >= firstWidened) {
        sum -= MIXTURE.logRatio(rollout.noiseSquares(t, trajectory), rollout.means().columns());
      }
    }
    return sum;
  }
}
