package org.duetml.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.duetml.diffusion.NoiseSchedule.Kind;
import org.duetml.kernel.Activation;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.MlpCases;
import org.duetml.state.Snapshot;
import org.junit.jupiter.api.Test;

/** The policy: its means for perfect predictors, its sigmas, and what freezing keeps. */
class DiffusionSamplerTest {
  private static final int BATCH = 40;

  private final ShardExecutor executor = new ShardExecutor(1);
  private final NoiseSchedule schedule = NoiseSchedule.logSnr(5, 0.15, 5);

  private DiffusionSampler sampler() {
    NoisePredictor predictor = NoisePredictor.perStep(2, 5, 7, 2, Activation.SILU, 3);
    MlpCases.disturb(predictor.network(), 3);
    return DiffusionSampler.of(schedule, predictor);
  }

  private Rollout rollout(DiffusionSampler sampler) {
    Rollout rollout = Rollout.forSampling(sampler, BATCH);
    rollout.run(RandomStream.of(1, "test"), 0, executor);
    return rollout;
  }

  /** Data of a single point: the posterior {@code q(x_{t+1} | x_t, x_T)} of Ho et al. 2020. */
  @Test
  void meanIsThePosteriorMeanForAPerfectPredictor() {
    double[] point = {0.7, -1.3};
    for (Kind kind : Kind.values()) {
      NoiseSchedule s = NoiseSchedule.of(kind, 6, 0.15, 5);
      NoisePredictor perfect = LinearPredictors.perfect(s, point, 0);
      Rollout rollout = rollout(DiffusionSampler.of(s, perfect));
      for (int t = 0; t < 6; t++) {
        double left = 1 - s.alphaBar(t);
        double ofPoint = Math.sqrt(s.alphaBar(t + 1)) * s.beta(t) / left;
        double ofState = Math.sqrt(s.alpha(t)) * (1 - s.alphaBar(t + 1)) / left;
        assertMeans(rollout, t, ofState, ofPoint, point);
      }
    }
  }

  /** Gaussian data: {@code E[x_{t+1} | x_t]} by conditioning one Gaussian on another. */
  @Test
  void meanIsTheConditionalMeanForGaussianData() {
    double[] mean = {0.4, 2};
    double deviation = 0.6;
    NoisePredictor perfect = LinearPredictors.perfect(schedule, mean, deviation);
    Rollout rollout = rollout(DiffusionSampler.of(schedule, perfect));
    for (int t = 0; t < 5; t++) {
      double after = schedule.alphaBar(t + 1);
      double variance = after * deviation * deviation + 1 - after;
      double keep = Math.sqrt(schedule.alpha(t));
      double gain = variance * keep / (variance * keep * keep + schedule.beta(t));
      assertMeans(rollout, t, gain, (1 - gain * keep) * Math.sqrt(after), mean);
    }
  }

  private static void assertMeans(
      Rollout rollout, int t, double ofState, double ofPoint, double[] point) {
    for (int row = t * BATCH; row < (t + 1) * BATCH; row++) {
      for (int d = 0; d < point.length; d++) {
        double x = rollout.states().get(row, d);
        double expected = ofState * x + ofPoint * point[d];
        // The mean is a difference of large terms where alpha is small.
        double rounding = 1e-6 * rollout.sampler().schedule().stateFactor(t) * (1 + Math.abs(x));
        assertEquals(expected, rollout.means().get(row, d), rounding, "step " + t);
      }
    }
  }

  @Test
  void sigmasStartAtTheRootOfBeta() {
    DiffusionSampler sampler = sampler();
    for (int t = 0; t < 5; t++) {
      assertEquals(Math.sqrt(schedule.beta(t)), sampler.sigma(t), 1e-6);
    }
    sampler.setSigma(2, 0.123);
    assertEquals(0.123, sampler.sigma(2), 1e-7);
    assertEquals(Math.log(0.123), sampler.logSigma().value().get(0, 2), 1e-6);
  }

  @Test
  void entropyIsThatOfTheGaussian() {
    DiffusionSampler sampler = sampler();
    sampler.setSigma(1, 0.3);
    double expected = 0.5 * 2 * Math.log(2 * Math.PI * Math.E * 0.3 * 0.3);
    assertEquals(expected, sampler.entropy(1), 1e-6);
  }

  @Test
  void clampingKeepsSigmasWithinBounds() {
    // A row of 16 has no padding behind it.
    NoiseSchedule of16 = NoiseSchedule.logSnr(16, 0.15, 5);
    NoisePredictor predictor = NoisePredictor.perStep(2, 16, 4, 1, Activation.SILU, 0);
    DiffusionSampler sampler = DiffusionSampler.of(of16, predictor);
    double[] sigmas = {5, 2, 0.001, 0.4};
    for (int t = 0; t < 16; t++) {
      sampler.setSigma(t, sigmas[t % 4]);
    }
    sampler.clampSigmas(0.1, 2);
    double[] expected = {2, 2, 0.1, 0.4};
    for (int t = 0; t < 16; t++) {
      assertEquals(expected[t % 4], sampler.sigma(t), 1e-6);
    }
  }

  @Test
  void aCopyIsEqualAndIndependent() {
    DiffusionSampler sampler = sampler();
    sampler.setSigma(2, 0.7);
    DiffusionSampler copy = sampler.copy();
    float[] before = rollout(sampler).states().values();
    assertArrayEquals(before, rollout(copy).states().values());
    MlpCases.disturb(copy.predictor().network(), 8);
    copy.setSigma(4, 2);
    assertArrayEquals(before, rollout(sampler).states().values());
    assertFalse(Arrays.equals(before, rollout(copy).states().values()));
  }

  @Test
  void aSnapshotHoldsTheNetworkAndTheSigmas() {
    DiffusionSampler sampler = sampler();
    MlpCases.disturb(sampler.predictor().network(), 8);
    sampler.setSigma(2, 0.7);
    Snapshot snapshot = new Snapshot();
    snapshot.take(sampler);
    DiffusionSampler restored = sampler();
    snapshot.restore(restored);
    assertArrayEquals(rollout(sampler).states().values(), rollout(restored).states().values());
  }

  @Test
  void restoringTheStoredPartsGivesTheSameSampler() {
    DiffusionSampler sampler = sampler();
    sampler.setSigma(2, 0.7);
    MlpCases.disturb(sampler.predictor().network(), 8);
    DiffusionSampler restored =
        DiffusionSampler.restore(schedule, sampler.predictor(), sampler.logSigma().value());
    assertArrayEquals(rollout(sampler).states().values(), rollout(restored).states().values());
  }

  @Test
  void parametersAreTheNetworksAndTheSigmas() {
    DiffusionSampler sampler = sampler();
    assertSame(sampler.logSigma(), sampler.parameters().getLast());
    int ofNetwork = sampler.predictor().network().parameters().size();
    assertEquals(ofNetwork + 1, sampler.parameters().size());
  }

  @Test
  void impossiblePartsAreRefused() {
    NoisePredictor of3 = NoisePredictor.perStep(2, 3, 4, 1, Activation.SILU, 0);
    assertEquals(
        "a predictor for 3 steps does not fit a schedule of 5",
        assertThrows(IllegalArgumentException.class, () -> DiffusionSampler.of(schedule, of3))
            .getMessage());
    String message =
        assertThrows(IllegalArgumentException.class, () -> sampler().setSigma(1, 0)).getMessage();
    assertTrue(message.startsWith("sigma of step 1 = 0.0"), message);
  }
}
