package org.duetml.diffusion;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/** Draws any number of samples in batches; the first n of a larger draw are the same. */
public final class SampleDraw {
  /** Trajectories per batch; part of what a seed means. */
  public static final int BATCH = 4096;

  private SampleDraw() {}

  /**
   * Finished samples of a sampler.
   *
   * @param sampler the policy
   * @param first number of the first sample, at least 0
   * @param count how many
   * @param stream where the noise comes from
   * @param executor shares the work
   * @return count rows of D
   */
  public static Matrix of(
      DiffusionSampler sampler,
      long first,
      int count,
      RandomStream stream,
      ShardExecutor executor) {
    return draw(sampler, first, count, true, stream, executor);
  }

  /**
   * Finished samples without the noise of the last transition: the means {@code mu(x_{T-1}, T -
   * 1)}. That noise is the same in all directions, and blurs columns that nearly follow from
   * others.
   *
   * @param sampler the policy
   * @param first number of the first sample, at least 0
   * @param count how many
   * @param stream where the noise comes from
   * @param executor shares the work
   * @return count rows of D
   */
  public static Matrix ofMeans(
      DiffusionSampler sampler,
      long first,
      int count,
      RandomStream stream,
      ShardExecutor executor) {
    return draw(sampler, first, count, false, stream, executor);
  }

  private static Matrix draw(
      DiffusionSampler sampler,
      long first,
      int count,
      boolean lastNoise,
      RandomStream stream,
      ShardExecutor executor) {
    Matrix samples = new Matrix(count, sampler.dimension());
    Rollout rollout = Rollout.forSampling(sampler, BATCH);
    for (int done = 0; done < count; ) {
      long batch = (first + done) / BATCH;
      int skipped = (int) ((first + done) % BATCH);
      int rows = Math.min(BATCH - skipped, count - done);
      rollout.run(stream, batch, executor);
      if (lastNoise) {
        samples.copyRows(rollout.states(), rollout.firstSample() + skipped, done, rows);
      } else {
        samples.copyRows(rollout.means(), rollout.firstSample() - BATCH + skipped, done, rows);
      }
      done += rows;
    }
    return samples;
  }
}
