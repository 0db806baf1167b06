package org.duetml.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.MlpCases;
import org.duetml.nn.ReferenceMlp;
import org.junit.jupiter.api.Test;

/** Trajectories row by row. */
class RolloutTest {
  private static final int STEPS = 4;
  private static final int BATCH = 131;

  /** Rows of 16 columns have no padding behind them: a loop that goes too far meets the next. */
  private static final int DIMENSION = 16;

  private final ShardExecutor executor = new ShardExecutor(1);
  private final NoiseSchedule schedule = NoiseSchedule.logSnr(STEPS, 0.15, 5);
  private final DiffusionSampler sampler = sampler();

  private DiffusionSampler sampler() {
    NoisePredictor predictor = NoisePredictor.perStep(DIMENSION, STEPS, 11, 2, Activation.SILU, 3);
    MlpCases.disturb(predictor.network(), 3);
    DiffusionSampler sampler = DiffusionSampler.of(schedule, predictor);
    for (int t = 0; t < STEPS; t++) {
      sampler.setSigma(t, 0.9 - 0.2 * t);
    }
    return sampler;
  }

  private Rollout run(Rollout rollout, long draw, ShardExecutor by) {
    rollout.run(RandomStream.of(7, "rollout"), draw, by);
    return rollout;
  }

  private Rollout training() {
    return run(Rollout.forTraining(sampler, BATCH), 0, executor);
  }

  @Test
  void meansAreThoseOfTheReferenceNetwork() {
    Rollout rollout = training();
    ReferenceMlp network = new ReferenceMlp(sampler.predictor().network());
    double[][] states = ReferenceMlp.doubles(rollout.states());
    for (int row = 0; row < STEPS * BATCH; row++) {
      int t = row / BATCH;
      double[] predicted = network.forward(states[row], t, 0);
      double spread = Math.sqrt(1 - schedule.alphaBar(t));
      for (int d = 0; d < DIMENSION; d++) {
        double denoised = states[row][d] - schedule.beta(t) / spread * predicted[d];
        double mean = denoised / Math.sqrt(schedule.alpha(t));
        assertEquals(mean, rollout.means().get(row, d), 1e-5 * (1 + Math.abs(mean)));
      }
    }
  }

  @Test
  void everyStateIsMeanPlusSigmaTimesNoise() {
    Rollout rollout = training();
    assertStatesAreMeansPlusNoise(rollout);
    assertEquals(STEPS * BATCH, rollout.firstSample());
  }

  private void assertStatesAreMeansPlusNoise(Rollout rollout) {
    for (int i = 0; i < BATCH; i++) {
      for (int d = 0; d < DIMENSION; d++) {
        assertEquals(rollout.noise().get(i, d), rollout.states().get(i, d));
        for (int t = 0; t < STEPS; t++) {
          int next = (t + 1) * BATCH + i;
          double mean = rollout.means().get(t * BATCH + i, d);
          double expected = mean + sampler.sigma(t) * rollout.noise().get(next, d);
          double rounding = 1e-6 * (1 + Math.abs(mean));
          assertEquals(expected, rollout.states().get(next, d), rounding);
        }
      }
    }
  }

  /** All noise is one draw of independent standard normals: no step repeats another. */
  @Test
  void noiseIsStandardNormalAndIndependent() {
    Rollout rollout = run(Rollout.forSampling(sampler, 4000), 0, executor);
    Matrix noise = rollout.noise();
    for (int t = 0; t <= STEPS; t++) {
      Moments.of(noise, t * 4000, (t + 1) * 4000).assertNormal(new double[DIMENSION], 1);
    }
    for (int t = 0; t < STEPS; t++) {
      double product = 0;
      for (int i = 0; i < 4000; i++) {
        product += noise.get(t * 4000 + i, 0) * noise.get((t + 1) * 4000 + i, 0) / 4000.0;
      }
      assertEquals(0, product, 4.5 / Math.sqrt(4000));
    }
  }

  /** Of every transition by a factor of its own, and of the start not at all. */
  @Test
  void wideningMultipliesTheNoise() {
    double[] factors = new double[STEPS * BATCH];
    Arrays.setAll(factors, row -> 1 + row % 4);
    Rollout widened = Rollout.forSampling(sampler, BATCH);
    try (ShardExecutor two = new ShardExecutor(2)) {
      widened.runWidened(RandomStream.of(7, "rollout"), 0, factors, two);
    }
    Matrix plain = training().noise();
    for (int row = 0; row < (STEPS + 1) * BATCH; row++) {
      double factor = row < BATCH ? 1 : factors[row - BATCH];
      for (int d = 0; d < DIMENSION; d++) {
        assertEquals(factor * plain.get(row, d), widened.noise().get(row, d), 1e-6);
      }
    }
    assertStatesAreMeansPlusNoise(widened);
  }

  @Test
  void noiseSquaresAreThoseOfTheTransition() {
    Rollout rollout = training();
    for (int row = 0; row < STEPS * BATCH; row++) {
      double squares = 0;
      for (int d = 0; d < DIMENSION; d++) {
        squares += Math.pow(rollout.noise().get(row + BATCH, d), 2);
      }
      assertEquals(squares, rollout.noiseSquares(row / BATCH, row % BATCH), 1e-12 * squares);
    }
  }

  @Test
  void logTransitionIsTheGaussianLogDensity() {
    Rollout rollout = training();
    for (int t = 0; t < STEPS; t++) {
      for (int i = 0; i < BATCH; i++) {
        double expected = 0;
        for (int d = 0; d < DIMENSION; d++) {
          double x = rollout.states().get((t + 1) * BATCH + i, d);
          double mean = rollout.means().get(t * BATCH + i, d);
          expected += logNormal(x, mean, sampler.sigma(t));
        }
        assertEquals(expected, rollout.logTransition(t, i), 1e-4);
      }
    }
  }

  @Test
  void logStartIsTheStandardNormalLogDensity() {
    Rollout rollout = training();
    for (int i = 0; i < BATCH; i++) {
      double expected = 0;
      for (int d = 0; d < DIMENSION; d++) {
        expected += logNormal(rollout.states().get(i, d), 0, 1);
      }
      assertEquals(expected, rollout.logStart(i), 1e-10);
    }
  }

  private static double logNormal(double x, double mean, double sigma) {
    double z = (x - mean) / sigma;
    return -0.5 * z * z - Math.log(sigma * Math.sqrt(2 * Math.PI));
  }

  @Test
  void trainingAndSamplingGiveTheSameTrajectories() {
    Rollout sampling = run(Rollout.forSampling(sampler, BATCH), 0, executor);
    assertArrayEquals(training().states().values(), sampling.states().values());
    assertArrayEquals(training().means().values(), sampling.means().values());
  }

  @Test
  void trainingKeepsThePassOfAllSteps() {
    Rollout rollout = training();
    Matrix predicted = rollout.policy().outputs();
    for (int row = 0; row < STEPS * BATCH; row++) {
      int t = row / BATCH;
      assertEquals(t, rollout.policy().steps()[row]);
      for (int d = 0; d < DIMENSION; d++) {
        double x = rollout.states().get(row, d);
        assertEquals(x, rollout.policy().inputs().get(row, d));
        double mean = schedule.stateFactor(t) * x - schedule.noiseFactor(t) * predicted.get(row, d);
        assertEquals(mean, rollout.means().get(row, d), 1e-5 * (1 + Math.abs(mean)));
      }
    }
  }

  @Test
  void threadsDoNotShow() {
    float[] alone = training().states().values();
    try (ShardExecutor two = new ShardExecutor(2)) {
      Rollout shared = run(Rollout.forTraining(sampler, BATCH), 0, two);
      assertArrayEquals(alone, shared.states().values());
    }
  }

  @Test
  void aRolloutCanBeRunAgainAndFollowsTheSampler() {
    Rollout rollout = training();
    float[] first = rollout.states().values().clone();
    run(rollout, 1, executor);
    assertFalse(Arrays.equals(first, rollout.states().values()));
    run(rollout, 0, executor);
    assertArrayEquals(first, rollout.states().values());
    sampler.setSigma(3, 0.05);
    run(rollout, 0, executor);
    assertFalse(Arrays.equals(first, rollout.states().values()));
  }

  @Test
  void theFirstSamplesOfALargerDrawAreTheSame() {
    RandomStream stream = RandomStream.of(5, "draw");
    Matrix large = SampleDraw.of(sampler, 0, SampleDraw.BATCH + 500, stream, executor);
    for (int count : new int[] {1, 100, SampleDraw.BATCH, SampleDraw.BATCH + 3}) {
      Matrix small = SampleDraw.of(sampler, 0, count, stream, executor);
      assertEquals(count, small.rows());
      float[] prefix = Arrays.copyOf(large.values(), small.values().length);
      assertArrayEquals(prefix, small.values());
    }
    assertFalse(large.get(0, 0) == large.get(SampleDraw.BATCH, 0));
  }

  @Test
  void aDrawDoesNotDependOnThreads() {
    RandomStream stream = RandomStream.of(5, "draw");
    try (ShardExecutor two = new ShardExecutor(2)) {
      assertArrayEquals(
          SampleDraw.of(sampler, 0, 300, stream, executor).values(),
          SampleDraw.of(sampler, 0, 300, stream, two).values());
    }
  }
}
