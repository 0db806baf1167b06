package org.duetml.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Pass;
import org.junit.jupiter.api.Test;

/** DDPM and DDIM with perfect predictors of Gaussian data, where all laws are known. */
class DiffusionBaselineTest {

  /** Rows of 16 columns have no padding behind them: a loop that goes too far meets the next. */
  private static final double[] MEAN = mean();

  private static final double DEVIATION = 0.7;
  private static final int COUNT = 6000;

  private final ShardExecutor executor = new ShardExecutor(1);

  private static double[] mean() {
    double[] mean = new double[16];
    Arrays.setAll(mean, d -> d % 2 == 0 ? 0.5 : -1);
    return mean;
  }

  private DiffusionBaseline baseline(NoiseSchedule schedule) {
    NoisePredictor perfect = LinearPredictors.perfect(schedule, MEAN, DEVIATION);
    return new DiffusionBaseline(perfect, schedule, executor);
  }

  /** Mean (as a factor on MEAN) and variance of the samples, carried from step to step. */
  private static double[] ancestralLaw(NoiseSchedule schedule, InitialSigma kind) {
    double mean = 0;
    double variance = 1;
    for (int t = 0; t < schedule.steps(); t++) {
      double left = schedule.alphaBar(t);
      double predicted = schedule.beta(t) / Math.sqrt(1 - left);
      double slope = LinearPredictors.slope(left, DEVIATION);
      double factor = (1 - predicted * slope) / Math.sqrt(schedule.alpha(t));
      double shift = predicted * slope * Math.sqrt(left) / Math.sqrt(schedule.alpha(t));
      double noise = schedule.beta(t);
      if (kind == InitialSigma.SMALL) {
        noise *= (1 - schedule.alphaBar(t + 1)) / (1 - left);
      }
      mean = factor * mean + shift;
      variance = factor * factor * variance + (t == schedule.steps() - 1 ? 0 : noise);
    }
    return new double[] {mean, variance};
  }

  @Test
  void ancestralSamplesFollowTheLawOfTheirSteps() {
    // Noise at the last step would be a third of the variance.
    NoiseSchedule schedule = NoiseSchedule.logSnr(5, 0.5, 5);
    for (InitialSigma kind : new InitialSigma[] {InitialSigma.LARGE, InitialSigma.SMALL}) {
      double[] law = ancestralLaw(schedule, kind);
      Matrix samples = baseline(schedule).ancestral(COUNT, kind, RandomStream.of(1, "ddpm"));
      Moments.of(samples).assertNormal(scaled(law[0]), law[1]);
    }
  }

  @Test
  void manyAncestralStepsReachTheData() {
    NoiseSchedule schedule = NoiseSchedule.logSnr(200, 0.01, 30);
    for (InitialSigma kind : new InitialSigma[] {InitialSigma.LARGE, InitialSigma.SMALL}) {
      // What 200 steps leave of the error, before any sampling: 4 % of the variance at most.
      double[] law = ancestralLaw(schedule, kind);
      assertEquals(1, law[0], 0.02);
      assertEquals(DEVIATION * DEVIATION, law[1], 0.05 * DEVIATION * DEVIATION);
    }
    Matrix samples =
        baseline(schedule).ancestral(1000, InitialSigma.LARGE, RandomStream.of(2, "ddpm"));
    Moments.of(samples).assertNormal(MEAN, DEVIATION * DEVIATION);
  }

  private static double[] scaled(double factor) {
    return Arrays.stream(MEAN).map(m -> factor * m).toArray();
  }

  /**
   * With Gaussian data the deterministic flow is a straight map of standardised values: every step
   * keeps the direction and only the finite number of steps leaves an error.
   */
  @Test
  void deterministicSamplesAreTheFlowOfTheirStart() {
    NoiseSchedule schedule = NoiseSchedule.logSnr(400, 0.005, 50);
    RandomStream stream = RandomStream.of(3, "ddim");
    Matrix samples = baseline(schedule).deterministic(50, stream);
    Matrix start = new Matrix(50, 16);
    stream.normals(0, start, 0, 50);
    double left = schedule.alphaBar(0);
    double spread = Math.sqrt(left * DEVIATION * DEVIATION + 1 - left);
    for (int i = 0; i < 50; i++) {
      for (int d = 0; d < 16; d++) {
        double standardised = (start.get(i, d) - Math.sqrt(left) * MEAN[d]) / spread;
        assertEquals(MEAN[d] + DEVIATION * standardised, samples.get(i, d), 0.03);
      }
    }
  }

  /**
   * Few steps, exactly: each is {@code sqrt(after) clean + sqrt(1 - after) eps}. The first batch of
   * 4096 takes the draws 0 to T of the stream, the second begins with the next.
   */
  @Test
  void deterministicStepsAreThoseOfDdim() {
    NoiseSchedule schedule = NoiseSchedule.logSnr(3, 0.15, 5);
    RandomStream stream = RandomStream.of(3, "ddim");
    Matrix samples = baseline(schedule).deterministic(4096 + 20, stream);
    Matrix start = new Matrix(4096 + 20, 16);
    stream.normals(4, start, 0, 20);
    start.copyRows(start, 0, 4096, 20);
    stream.normals(0, start, 0, 4096);
    for (int i = 0; i < 4096 + 20; i++) {
      for (int d = 0; d < 16; d++) {
        double x = start.get(i, d);
        for (int t = 0; t < 3; t++) {
          double left = schedule.alphaBar(t);
          double after = schedule.alphaBar(t + 1);
          double slope = LinearPredictors.slope(left, DEVIATION);
          double noise = slope * (x - Math.sqrt(left) * MEAN[d]);
          double clean = (x - Math.sqrt(1 - left) * noise) / Math.sqrt(left);
          x = Math.sqrt(after) * clean + Math.sqrt(1 - after) * noise;
        }
        assertEquals(x, samples.get(i, d), 1e-5);
      }
    }
  }

  @Test
  void moreSamplesBeginWithTheSameOnesOnAnyNumberOfThreads() {
    NoiseSchedule schedule = NoiseSchedule.logSnr(3, 0.15, 5);
    RandomStream stream = RandomStream.of(4, "ddpm");
    Matrix few = baseline(schedule).ancestral(100, InitialSigma.LARGE, stream);
    Matrix many = baseline(schedule).ancestral(4200, InitialSigma.LARGE, stream);
    assertArrayEquals(few.values(), Arrays.copyOf(many.values(), few.values().length));
    try (ShardExecutor two = new ShardExecutor(2)) {
      NoisePredictor perfect = LinearPredictors.perfect(schedule, MEAN, DEVIATION);
      Matrix shared =
          new DiffusionBaseline(perfect, schedule, two).ancestral(100, InitialSigma.LARGE, stream);
      assertArrayEquals(few.values(), shared.values());
    }
  }

  /** The cosine schedule begins with noise 316 times the data; nobody learns that. */
  @Test
  void aLevelBeyondThoseLearnedIsToldAsTheNearest() {
    NoisePredictor continuous = NoisePredictor.continuous(2, 4, 1, Activation.SILU, 0);
    Pass pass = continuous.network().inferencePass(1);
    NoiseSchedule schedule = NoiseSchedule.of(NoiseSchedule.Kind.COSINE, 10, 0, 0);
    continuous.condition(pass, schedule, 0, 0, 1);
    assertEquals((float) Math.log(20), pass.levels()[0], 1e-6);
    continuous.condition(pass, schedule, 5, 0, 1);
    assertEquals((float) Math.log(schedule.noiseLevel(5)), pass.levels()[0], 1e-6);
  }

  @Test
  void impossibleRequestsAreRefused() {
    NoiseSchedule of5 = NoiseSchedule.logSnr(5, 0.15, 5);
    NoisePredictor of3 = NoisePredictor.perStep(2, 3, 4, 1, Activation.SILU, 0);
    assertThrows(IllegalArgumentException.class, () -> new DiffusionBaseline(of3, of5, executor));
    RandomStream stream = RandomStream.of(0, "ddpm");
    assertThrows(
        IllegalArgumentException.class,
        () -> baseline(of5).ancestral(1, InitialSigma.ANALYTIC, stream));
  }
}
