package org.duetml.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.duetml.kernel.Activation;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Decay;
import org.duetml.nn.GradientCheck;
import org.duetml.nn.LearningRate;
import org.duetml.nn.MlpCases;
import org.duetml.nn.ReferenceMlp;
import org.duetml.state.Snapshot;
import org.junit.jupiter.api.Test;

/** Learning the backward kernel of a sampler. */
class NoisingTrainerTest {
  private static final int STEPS = 3;

  private final ShardExecutor executor = new ShardExecutor(1);
  private final NoiseSchedule schedule = NoiseSchedule.logSnr(STEPS, 0.4, 3);

  @Test
  void gradientIsThatOfTheLoss() {
    NoisingKernel kernel = NoisingKernel.learned(schedule, 2, 7, 2, Activation.TANH, 1);
    MlpCases.disturb(kernel.network(), 1);
    NoisePredictor predictor = NoisePredictor.perStep(2, STEPS, 5, 1, Activation.SILU, 2);
    Rollout rollout = Rollout.forSampling(DiffusionSampler.of(schedule, predictor), 11);
    rollout.run(RandomStream.of(3, "test"), 0, executor);
    LearningRate still = LearningRate.falling(0, Decay.CONSTANT);
    double loss = new NoisingTrainer(kernel, 11, still, executor).step(rollout, 0, 1);

    ReferenceMlp reference = new ReferenceMlp(kernel.network());
    double[][] states = ReferenceMlp.doubles(rollout.states());
    assertEquals(loss(reference, states), loss, 1e-5 * Math.abs(loss));
    GradientCheck.assertGradients(
        kernel.network().parameters(), reference, () -> loss(reference, states));
  }

  /** Mean of {@code -log N(x_t; sqrt(alpha) x_{t+1} + sqrt(beta) a, beta diag(exp(2 b)))}. */
  private double loss(ReferenceMlp network, double[][] states) {
    int batch = states.length / (STEPS + 1);
    double sum = 0;
    for (int row = 0; row < STEPS * batch; row++) {
      int t = row / batch;
      double[] output = network.forward(states[row + batch], t, 0);
      for (int d = 0; d < 2; d++) {
        double kept = Math.sqrt(schedule.alpha(t)) * states[row + batch][d];
        double mean = kept + Math.sqrt(schedule.beta(t)) * output[d];
        double variance = schedule.beta(t) * Math.exp(2 * output[2 + d]);
        sum += 0.5 * Math.log(2 * Math.PI * variance);
        sum += Math.pow(states[row][d] - mean, 2) / (2 * variance);
      }
    }
    return sum / (STEPS * batch);
  }

  /**
   * A sampler {@code x_{t+1} = g_t x_t + h_t + sigma_t z} from N(0, 1): all marginals are Gaussian,
   * and Bayes gives the backward kernel {@code N(m_t + v_t g_t / v_{t+1} (x_{t+1} - m_{t+1}), v_t
   * sigma_t^2 / v_{t+1})}.
   */
  @Test
  void recoversTheBackwardKernelOfALinearSampler() {
    DiffusionSampler sampler =
        DiffusionSampler.of(
            schedule,
            LinearPredictors.of(
                new double[] {0.7, 0.9, 0.2}, new double[][] {{0.3}, {-0.5}, {0.4}}));
    sampler.setSigma(0, 0.5);
    sampler.setSigma(2, 0.8);
    NoisingKernel kernel = trained(sampler);

    Rollout rollout = Rollout.forSampling(sampler, 1000);
    rollout.run(RandomStream.of(8, "check"), 0, executor);
    NoisingKernel.Evaluation evaluation = kernel.new Evaluation(rollout);
    evaluation.run(executor);
    double mean = 0;
    double variance = 1;
    double meanDivergence = 0;
    for (int t = 0; t < STEPS; t++) {
      double eps0 = new ReferenceMlp(sampler.predictor().network()).forward(new double[1], t, 0)[0];
      double eps1 =
          new ReferenceMlp(sampler.predictor().network()).forward(new double[] {1}, t, 0)[0];
      double gain = schedule.stateFactor(t) - schedule.noiseFactor(t) * (eps1 - eps0);
      double shift = -schedule.noiseFactor(t) * eps0;
      double noise = sampler.sigma(t) * sampler.sigma(t);
      double nextMean = gain * mean + shift;
      double nextVariance = gain * gain * variance + noise;
      double backVariance = variance * noise / nextVariance;
      for (int i = 0; i < 1000; i++) {
        double x = rollout.states().get(t * 1000 + i, 0);
        double next = rollout.states().get((t + 1) * 1000 + i, 0);
        double back = mean + variance * gain / nextVariance * (next - nextMean);
        double exact = -0.5 * Math.log(2 * Math.PI * backVariance);
        exact -= (x - back) * (x - back) / (2 * backVariance);
        assertEquals(exact, evaluation.logDensity(t, i), 0.1 * (1 + Math.abs(exact)));
        meanDivergence += (exact - evaluation.logDensity(t, i)) / (1000 * STEPS);
      }
      mean = nextMean;
      variance = nextVariance;
    }
    // The loss has come down to the entropy: what is left is the divergence of the two kernels.
    assertEquals(0, meanDivergence, 0.003);
  }

  private NoisingKernel trained(DiffusionSampler sampler) {
    NoisingKernel kernel = NoisingKernel.learned(schedule, 1, 8, 1, Activation.IDENTITY, 1);
    LearningRate rate = LearningRate.falling(0.03, Decay.LINEAR);
    NoisingTrainer trainer = new NoisingTrainer(kernel, 256, rate, executor);
    Rollout rollout = Rollout.forSampling(sampler, 256);
    for (int i = 0; i < 500; i++) {
      rollout.run(RandomStream.of(4, "train"), i, executor);
      trainer.step(rollout, i, 500);
    }
    return kernel;
  }

  /** The kernel is its owner's, who keeps it. */
  @Test
  void aRestoredTrainerGoesOnToTheSameBits() {
    NoisePredictor predictor = NoisePredictor.perStep(2, STEPS, 5, 1, Activation.SILU, 2);
    Rollout rollout = Rollout.forSampling(DiffusionSampler.of(schedule, predictor), 11);
    rollout.run(RandomStream.of(3, "test"), 0, executor);
    NoisingKernel kernel = NoisingKernel.learned(schedule, 2, 7, 2, Activation.TANH, 1);
    LearningRate rate = LearningRate.falling(0.03, Decay.LINEAR);
    NoisingTrainer trainer = new NoisingTrainer(kernel, 11, rate, executor);
    trainer.step(rollout, 0, 10);
    trainer.step(rollout, 1, 10);
    Snapshot kept = new Snapshot();
    kept.take(trainer);
    NoisingKernel copy = kernel.copy();
    NoisingTrainer restored = new NoisingTrainer(copy, 11, rate, executor);
    kept.restore(restored);
    for (int i = 2; i < 5; i++) {
      assertEquals(trainer.step(rollout, i, 10), restored.step(rollout, i, 10));
    }
  }

  @Test
  void theDdpmKernelHasNothingToLearn() {
    LearningRate rate = LearningRate.falling(0.03, Decay.LINEAR);
    NoisingKernel ddpm = NoisingKernel.ddpm(schedule);
    assertThrows(
        IllegalArgumentException.class, () -> new NoisingTrainer(ddpm, 256, rate, executor));
  }
}
