package org.duetml.diffusion;

import org.duetml.data.DataSource;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Pass;

/**
 * Sets a sampler's sigmas to {@code sqrt(E |x_{t+1} - mu(x_t, t)|^2 / D)} over noised data: given
 * the means, the transitions of maximum likelihood.
 */
public final class AnalyticSigma {
  private static final int ROWS = 20_000;

  private AnalyticSigma() {}

  /**
   * Sets every sigma.
   *
   * @param sampler its sigmas are set
   * @param data standardised rows
   * @param seed decides data and noise
   * @param executor shares the work
   */
  public static void set(
      DiffusionSampler sampler, DataSource data, long seed, ShardExecutor executor) {
    Matrix after = new Matrix(ROWS, data.dimension());
    Matrix noise = new Matrix(ROWS, data.dimension());
    Pass pass = sampler.predictor().network().inferencePass(ROWS);
    for (int t = 0; t < sampler.steps(); t++) {
      int step = t;
      executor.shards(
          ROWS,
          (from, to) -> {
            data.draw(RandomStream.of(seed, "sigma.data"), step, after, from, to);
            RandomStream.of(seed, "sigma.noise").normals(2L * step, noise, from, to);
            double left = sampler.schedule().alphaBar(step + 1);
            addNoise(after, noise, left, after, from, to);
            RandomStream.of(seed, "sigma.noise").normals(2L * step + 1, noise, from, to);
            addNoise(after, noise, sampler.schedule().alpha(step), pass.inputs(), from, to);
            sampler.predictor().condition(pass, sampler.schedule(), step, from, to);
            pass.forward(from, to);
          });
      sampler.setSigma(t, StrictMath.sqrt(meanSquaredError(sampler.schedule(), t, pass, after)));
    }
  }

  /** {@code target = sqrt(keep) x + sqrt(1 - keep) noise}. */
  private static void addNoise(
      Matrix x, Matrix noise, double keep, Matrix target, int from, int to) {
    float signal = (float) StrictMath.sqrt(keep);
    float spread = (float) StrictMath.sqrt(1 - keep);
    for (int i = from; i < to; i++) {
      for (int d = 0; d < x.columns(); d++) {
        target.set(i, d, signal * x.get(i, d) + spread * noise.get(i, d));
      }
    }
  }

  private static double meanSquaredError(NoiseSchedule schedule, int t, Pass pass, Matrix after) {
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      for (int d = 0; d < after.columns(); d++) {
        double mean =
            schedule.stateFactor(t) * pass.inputs().get(i, d)
                - schedule.noiseFactor(t) * pass.outputs().get(i, d);
        double error = after.get(i, d) - mean;
        sum += error * error;
      }
    }
    return sum / ((double) ROWS * after.columns());
  }
}
