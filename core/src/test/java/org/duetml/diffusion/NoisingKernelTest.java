package org.duetml.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.duetml.kernel.Activation;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.MlpCases;
import org.duetml.nn.ReferenceMlp;
import org.junit.jupiter.api.Test;

/** The backward model's density: its formula, its integral, its use in path weights. */
class NoisingKernelTest {
  private static final int STEPS = 3;

  private final ShardExecutor executor = new ShardExecutor(1);
  private final NoiseSchedule schedule = NoiseSchedule.logSnr(STEPS, 0.2, 4);

  private NoisingKernel learned(int dimension) {
    NoisingKernel kernel = NoisingKernel.learned(schedule, dimension, 7, 2, Activation.SILU, 1);
    MlpCases.disturb(kernel.network(), 1);
    return kernel;
  }

  /** Trajectories of an untrained sampler. */
  private Rollout rollout(int dimension, int batch) {
    NoisePredictor predictor = NoisePredictor.perStep(dimension, STEPS, 5, 1, Activation.SILU, 2);
    Rollout rollout = Rollout.forSampling(DiffusionSampler.of(schedule, predictor), batch);
    rollout.run(RandomStream.of(3, "test"), 0, executor);
    return rollout;
  }

  @Test
  void densitiesAreTheGaussianFormula() {
    Rollout rollout = rollout(2, 70);
    for (NoisingKernel kernel : List.of(NoisingKernel.ddpm(schedule), learned(2))) {
      NoisingKernel.Evaluation evaluation = kernel.new Evaluation(rollout);
      evaluation.run(executor);
      double[][] x = ReferenceMlp.doubles(rollout.states());
      for (int t = 0; t < STEPS; t++) {
        for (int i = 0; i < 70; i++) {
          double expected = logDensity(kernel, t, x[t * 70 + i], x[(t + 1) * 70 + i]);
          assertEquals(expected, evaluation.logDensity(t, i), 1e-4 * (1 + Math.abs(expected)));
        }
      }
    }
  }

  /** {@code N(sqrt(alpha) y + sqrt(beta) a, beta diag(exp(2 b)))} at x. */
  private double logDensity(NoisingKernel kernel, int t, double[] x, double[] y) {
    boolean isLearned = kernel.network() != null;
    double[] output =
        isLearned ? new ReferenceMlp(kernel.network()).forward(y, t, 0) : new double[4];
    double sum = 0;
    for (int d = 0; d < 2; d++) {
      double mean = Math.sqrt(schedule.alpha(t)) * y[d] + Math.sqrt(schedule.beta(t)) * output[d];
      double variance = schedule.beta(t) * Math.exp(2 * output[2 + d]);
      sum -= 0.5 * Math.log(2 * Math.PI * variance);
      sum -= (x[d] - mean) * (x[d] - mean) / (2 * variance);
    }
    return sum;
  }

  @Test
  void densitiesIntegrateToOne() {
    int cells = 4000;
    double halfWidth = 60;
    Rollout grid = rollout(1, cells);
    for (NoisingKernel kernel : List.of(NoisingKernel.ddpm(schedule), learned(1))) {
      for (int t = 0; t < STEPS; t++) {
        for (int i = 0; i < cells; i++) {
          double x = ((i + 0.5) / cells * 2 - 1) * halfWidth;
          grid.states().set(t * cells + i, 0, (float) x);
          grid.states().set((t + 1) * cells + i, 0, 0.8f);
        }
        NoisingKernel.Evaluation evaluation = kernel.new Evaluation(grid);
        evaluation.run(executor);
        double integral = 0;
        for (int i = 0; i < cells; i++) {
          integral += Math.exp(evaluation.logDensity(t, i)) * 2 * halfWidth / cells;
        }
        assertEquals(1, integral, 1e-4);
      }
    }
  }

  /**
   * Standard normal data: the perfect sampler with {@code sigma = sqrt(beta)} is the noising
   * process run backwards, so a whole path has the same density in both directions.
   */
  @Test
  void theNoisingProcessRunBackwardsHasEqualPathDensities() {
    NoisePredictor perfect = LinearPredictors.perfect(schedule, new double[2], 1);
    Rollout rollout = Rollout.forSampling(DiffusionSampler.of(schedule, perfect), 500);
    rollout.run(RandomStream.of(3, "test"), 0, executor);
    NoisingKernel.Evaluation evaluation = NoisingKernel.ddpm(schedule).new Evaluation(rollout);
    evaluation.run(executor);
    for (int i = 0; i < 500; i++) {
      double forwards = rollout.logStart(i);
      double backwards = -Math.log(2 * Math.PI);
      for (int d = 0; d < 2; d++) {
        backwards -= 0.5 * Math.pow(rollout.states().get(rollout.firstSample() + i, d), 2);
      }
      for (int t = 0; t < STEPS; t++) {
        forwards += rollout.logTransition(t, i);
        backwards += evaluation.logDensity(t, i);
      }
      assertEquals(forwards, backwards, 1e-4);
    }
  }

  /** Shift and log scale of the DDPM kernel are zero. */
  @Test
  void aLearnedKernelStartsNearTheDdpmKernel() {
    NoisingKernel kernel = NoisingKernel.learned(schedule, 2, 32, 2, Activation.SILU, 1);
    ReferenceMlp network = new ReferenceMlp(kernel.network());
    for (int i = 0; i < 50; i++) {
      double[] x = {Math.sin(i), 2 * Math.cos(3 * i)};
      for (double output : network.forward(x, i % STEPS, 0)) {
        assertEquals(0, output, 0.05);
        assertTrue(output != 0);
      }
    }
  }

  @Test
  void aCopyIsIndependent() {
    NoisingKernel ddpm = NoisingKernel.ddpm(schedule);
    assertNull(ddpm.network());
    assertSame(ddpm, ddpm.copy());
    NoisingKernel kernel = learned(1);
    NoisingKernel copy = kernel.copy();
    double[] before = new ReferenceMlp(kernel.network()).forward(new double[] {1}, 0, 0);
    MlpCases.disturb(copy.network(), 9);
    double[] after = new ReferenceMlp(kernel.network()).forward(new double[] {1}, 0, 0);
    assertEquals(before[0], after[0]);
  }
}
