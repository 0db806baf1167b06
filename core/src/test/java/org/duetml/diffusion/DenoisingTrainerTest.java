package org.duetml.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.duetml.data.ArrayData;
import org.duetml.data.DataSource;
import org.duetml.data.GaussianMixture;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.AllocationMeter;
import org.duetml.nn.Decay;
import org.duetml.nn.GradientCheck;
import org.duetml.nn.LearningRate;
import org.duetml.nn.MlpCases;
import org.duetml.nn.MlpChecks;
import org.duetml.nn.ReferenceMlp;
import org.duetml.state.Snapshot;
import org.junit.jupiter.api.Test;

/** The loss of DDPM: its gradient, its minimum, its even spread over the noise levels. */
class DenoisingTrainerTest {
  private static final long SEED = 6;
  private static final LearningRate STILL = LearningRate.falling(0, Decay.CONSTANT);

  private final ShardExecutor executor = new ShardExecutor(1);

  private static DataSource gaussian(double deviation, double... mean) {
    return GaussianMixture.even("gaussian", new double[][] {mean}, deviation);
  }

  private DenoisingTrainer trainer(
      NoisePredictor predictor, NoiseSchedule schedule, DataSource data, int batch) {
    return new DenoisingTrainer(predictor, schedule, data, batch, STILL, 0.9, SEED, executor);
  }

  @Test
  void gradientOfAPerStepPredictorIsThatOfTheLoss() {
    NoiseSchedule schedule = NoiseSchedule.logSnr(3, 0.2, 4);
    checkGradient(NoisePredictor.perStep(16, 3, 7, 2, Activation.TANH, 1), schedule);
  }

  @Test
  void gradientOfAContinuousPredictorIsThatOfTheLoss() {
    checkGradient(NoisePredictor.continuous(16, 7, 2, Activation.SILU, 1), null);
  }

  /**
   * The batch is drawn a second time from the trainer's own streams. Rows of 16 columns have no
   * padding behind them: a loop that goes too far meets the next.
   */
  private void checkGradient(NoisePredictor predictor, NoiseSchedule schedule) {
    MlpCases.disturb(predictor.network(), 2);
    double[] mean = new double[16];
    Arrays.setAll(mean, d -> d % 2 == 0 ? 0.5 : -0.5);
    DataSource data = gaussian(0.8, mean);
    int batch = 12;
    double loss = trainer(predictor, schedule, data, batch).step(4, 10);

    Matrix clean = new Matrix(batch, 16);
    Matrix noise = new Matrix(batch, 16);
    data.draw(RandomStream.of(SEED, "pretrain.data"), 4, clean, 0, batch);
    RandomStream.of(SEED, "pretrain.noise").normals(4, noise, 0, batch);
    ReferenceMlp reference = new ReferenceMlp(predictor.network());
    assertEquals(loss(reference, schedule, clean, noise), loss, 1e-5 * loss);
    GradientCheck.assertGradients(
        predictor.network().parameters(), reference, () -> loss(reference, schedule, clean, noise));
  }

  /** {@code mean |eps - eps_hat|^2 / D}, the noise levels spread evenly over the rows. */
  private static double loss(
      ReferenceMlp network, NoiseSchedule schedule, Matrix clean, Matrix noise) {
    RandomStream levels = RandomStream.of(SEED, "pretrain.level");
    int batch = clean.rows();
    double sum = 0;
    for (int i = 0; i < batch; i++) {
      double position = (i + levels.uniform(4, i)) / batch;
      int step = schedule == null ? 0 : i * schedule.steps() / batch;
      double level = Math.log(0.005) + position * (Math.log(20) - Math.log(0.005));
      double left = schedule == null ? 1 / (1 + Math.exp(2 * level)) : schedule.alphaBar(step);
      double[] x = new double[clean.columns()];
      for (int d = 0; d < x.length; d++) {
        x[d] = Math.sqrt(left) * clean.get(i, d) + Math.sqrt(1 - left) * noise.get(i, d);
      }
      double[] predicted = network.forward(x, step, level);
      for (int d = 0; d < x.length; d++) {
        sum += Math.pow(noise.get(i, d) - predicted[d], 2);
      }
    }
    return sum / (batch * clean.columns());
  }

  /** The least error at a level: the variance of eps given x, in a jointly Gaussian pair. */
  private static double leastError(double alphaBar, double deviation) {
    double signal = alphaBar * deviation * deviation;
    return signal / (signal + 1 - alphaBar);
  }

  @Test
  void aPerStepPredictorReachesTheOptimumOfGaussianData() {
    NoiseSchedule schedule = NoiseSchedule.logSnr(4, 0.3, 4);
    DataSource data = gaussian(0.7, 0.6);
    NoisePredictor predictor = LinearPredictors.of(new double[4], new double[4][1]);
    DenoisingTrainer trainer =
        new DenoisingTrainer(
            predictor,
            schedule,
            data,
            512,
            LearningRate.falling(0.03, Decay.LINEAR),
            0.99,
            SEED,
            executor);
    double recent = 0;
    for (int i = 0; i < 500; i++) {
      double loss = trainer.step(i, 500);
      recent += i < 400 ? 0 : loss / 100;
    }
    double least = 0;
    for (int t = 0; t < 4; t++) {
      least += leastError(schedule.alphaBar(t), 0.7) / 4;
    }
    // 51,200 squared errors: a standard error of about 1 %.
    assertEquals(least, recent, 0.03 * least);
    assertPredictions(LinearPredictors.perfect(schedule, new double[] {0.6}, 0.7), predictor);
    assertPredictions(predictor, trainer.average());
  }

  private static void assertPredictions(NoisePredictor expected, NoisePredictor actual) {
    ReferenceMlp a = new ReferenceMlp(expected.network());
    ReferenceMlp b = new ReferenceMlp(actual.network());
    for (int t = 0; t < 4; t++) {
      for (double x = -2; x <= 2; x++) {
        assertEquals(
            a.forward(new double[] {x}, t, 0)[0], b.forward(new double[] {x}, t, 0)[0], 0.12);
      }
    }
  }

  @Test
  void aContinuousPredictorReachesTheOptimumOfGaussianData() {
    NoisePredictor predictor = NoisePredictor.continuous(1, 16, 2, Activation.SILU, 1);
    DenoisingTrainer trainer =
        new DenoisingTrainer(
            predictor,
            null,
            gaussian(0.7, 0.6),
            256,
            LearningRate.falling(0.01, Decay.LINEAR),
            0.99,
            SEED,
            executor);
    double recent = 0;
    for (int i = 0; i < 400; i++) {
      double loss = trainer.step(i, 400);
      recent += i < 200 ? 0 : loss / 200;
    }
    double least = 0;
    for (int cell = 0; cell < 1000; cell++) {
      double level = 0.005 * Math.pow(20 / 0.005, (cell + 0.5) / 1000);
      least += leastError(1 / (1 + level * level), 0.7) / 1000;
    }
    // 51,200 squared errors, and a network that is not linear.
    assertEquals(least, recent, 0.04 * least);
  }

  /** Also where there are fewer rows than steps, or T does not divide the batch. */
  @Test
  void everyStepHasItsShareOfABatchOfAnySize() {
    int[][] cases = {{3, 7}, {8, 5}, {10, 5}};
    for (int[] batchAndSteps : cases) {
      int steps = batchAndSteps[1];
      int iterations = 2000;
      double[] squares = squaredGradients(batchAndSteps[0], steps, iterations);
      double mean = 0;
      for (double square : squares) {
        mean += square / steps;
      }
      for (double square : squares) {
        // A standard error of 5.5 % where a step has a row in 3 of 7 iterations.
        assertEquals(mean, square, 0.2 * mean);
      }
    }
  }

  /**
   * A predictor of zero on data of zero: the offset of a step has the gradient of the steps' noise,
   * so the mean of its square is proportional to the rows that the step had.
   */
  private double[] squaredGradients(int batch, int steps, int iterations) {
    NoiseSchedule schedule = NoiseSchedule.logSnr(steps, 0.2, 4);
    NoisePredictor predictor = LinearPredictors.of(new double[steps], new double[steps][1]);
    DenoisingTrainer trainer = trainer(predictor, schedule, gaussian(1e-6, 0), batch);
    double[] squares = new double[steps];
    for (int i = 0; i < iterations; i++) {
      trainer.step(i, iterations);
      Matrix gradient = predictor.network().parameters().get(3).gradient();
      for (int t = 0; t < steps; t++) {
        squares[t] += Math.pow(gradient.get(t, 0), 2);
      }
    }
    return squares;
  }

  @Test
  void aStepAllocatesNothing() {
    NoiseSchedule schedule = NoiseSchedule.logSnr(3, 0.2, 4);
    NoisePredictor perStep = NoisePredictor.perStep(2, 3, 8, 2, Activation.SILU, 1);
    NoisePredictor continuous = NoisePredictor.continuous(2, 8, 2, Activation.SILU, 1);
    DataSource rows = ArrayData.of("rows", new double[][] {{1, 2}, {-1, 0.5}});
    for (NoisePredictor predictor : List.of(perStep, continuous)) {
      DenoisingTrainer trainer = trainer(predictor, schedule, rows, 100);
      AllocationMeter.assertAllocatesNothing(() -> trainer.step(3, 10));
    }
  }

  @Test
  void theAverageIsReadyForUse() {
    NoiseSchedule schedule = NoiseSchedule.logSnr(4, 0.3, 4);
    DenoisingTrainer trainer = moving(predictor(), schedule);
    trainer.step(0, 10);
    MlpChecks.assertReadyForUse(trainer.average().network());
  }

  private static NoisePredictor predictor() {
    return NoisePredictor.perStep(2, 4, 9, 2, Activation.SILU, 1);
  }

  private DenoisingTrainer moving(NoisePredictor predictor, NoiseSchedule schedule) {
    LearningRate rate = LearningRate.falling(0.01, Decay.LINEAR);
    return new DenoisingTrainer(
        predictor, schedule, gaussian(1, 0, 0), 50, rate, 0.9, SEED, executor);
  }

  /** The predictor is its owner's, who keeps it. */
  @Test
  void aRestoredTrainerGoesOnToTheSameBits() {
    NoiseSchedule schedule = NoiseSchedule.logSnr(4, 0.3, 4);
    NoisePredictor predictor = predictor();
    DenoisingTrainer trainer = moving(predictor, schedule);
    trainer.step(0, 10);
    trainer.step(1, 10);
    Snapshot kept = new Snapshot();
    kept.take(trainer);
    NoisePredictor copy = predictor.copy();
    DenoisingTrainer restored = moving(copy, schedule);
    kept.restore(restored);
    for (int i = 2; i < 5; i++) {
      trainer.step(i, 10);
      restored.step(i, 10);
    }
    MlpChecks.assertSameWeights(predictor.network(), copy.network());
    MlpChecks.assertSameWeights(trainer.average().network(), restored.average().network());
  }

  @Test
  void threadsDoNotShow() {
    assertArrayEquals(trained(1), trained(2));
  }

  private float[] trained(int threads) {
    NoiseSchedule schedule = NoiseSchedule.logSnr(4, 0.3, 4);
    NoisePredictor predictor = NoisePredictor.perStep(2, 4, 9, 2, Activation.SILU, 1);
    LearningRate rate = LearningRate.falling(0.01, Decay.LINEAR);
    DataSource data = gaussian(1, 0, 0);
    try (ShardExecutor by = new ShardExecutor(threads)) {
      DenoisingTrainer trainer =
          new DenoisingTrainer(predictor, schedule, data, 200, rate, 0.9, SEED, by);
      for (int i = 0; i < 5; i++) {
        trainer.step(i, 5);
      }
      return trainer.average().network().tensors().get("hidden.1.weight").values();
    }
  }
}
