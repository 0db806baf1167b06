package org.duetml.gcd;

import static org.duetml.gcd.GameFixture.BATCH;
import static org.duetml.gcd.GameFixture.DIMENSION;
import static org.duetml.gcd.GameFixture.SCALE;
import static org.duetml.gcd.GameFixture.STEPS;
import static org.duetml.gcd.GameFixture.TAU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duetml.config.DuetConfig.AdvantageScale;
import org.duetml.config.DuetConfig.Ppo;
import org.duetml.config.DuetConfig.RunningCost;
import org.duetml.kernel.RandomStream;
import org.duetml.nn.GradientCheck;
import org.duetml.nn.MlpCases;
import org.duetml.nn.Parameter;
import org.duetml.nn.ReferenceMlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sampler step by proximal policy optimisation. */
class PpoStepTest {
  private static final long SEED = 6;
  private static final double NO_CLIP = 1e6;

  private final GameFixture game = new GameFixture(RunningCost.NOISING);
  private final ValueStep values = game.valueStep(0.8);

  private PpoStep step(Ppo settings) {
    return new PpoStep(
        game.sampler, values, settings, TAU, SCALE, game.optimizer(), BATCH, SEED, game.executor);
  }

  /** {@code V - G} per learning row, centred per step. */
  private double[] advantages() {
    double[] advantages = new double[STEPS * BATCH];
    for (int s = 0; s < STEPS; s++) {
      double mean = 0;
      for (int i = 0; i < BATCH; i++) {
        int row = s * BATCH + i;
        advantages[s * BATCH + i] = values.value(row) - values.lambdaReturn(row);
        mean += advantages[s * BATCH + i] / BATCH;
      }
      for (int i = 0; i < BATCH; i++) {
        advantages[s * BATCH + i] -= mean;
      }
    }
    return advantages;
  }

  /** One scale per step. */
  private static double[] scales(AdvantageScale kind, double[] advantages) {
    double[] scales = new double[STEPS];
    for (int s = 0; s < STEPS; s++) {
      scales[s] =
          switch (kind) {
            case NONE -> SCALE;
            case BATCH -> deviation(advantages);
            case STEP -> deviation(Arrays.copyOfRange(advantages, s * BATCH, (s + 1) * BATCH));
          };
    }
    return scales;
  }

  private static double deviation(double[] centred) {
    return Math.sqrt(Arrays.stream(centred).map(a -> a * a).sum() / centred.length);
  }

  /** What a policy is improved by, to be minimised. */
  private interface Surrogate {
    double of(double logRatio, double logDensity, double advantage);
  }

  /**
   * Mean of the surrogate over the chosen trajectories and steps, minus the entropy bonus at the
   * advantages' scale.
   */
  private double loss(
      ReferencePolicy policy, AdvantageScale kind, int[] trajectories, Surrogate surrogate) {
    double[] advantages = advantages();
    double[] scales = scales(kind, advantages);
    double[][] x = game.states();
    double loss = 0;
    for (int s = 0; s < STEPS; s++) {
      for (int i : trajectories) {
        int row = s * BATCH + i;
        double logDensity = policy.logDensity(x[row], x[row + BATCH], s);
        double logRatio = logDensity - game.rollout.logTransition(s, i);
        double advantage = advantages[s * BATCH + i] / scales[s];
        loss += surrogate.of(logRatio, logDensity, advantage) / trajectories.length / STEPS;
      }
      loss -= TAU / scales[s] * DIMENSION * policy.logSigmas()[s] / STEPS;
    }
    return loss;
  }

  private static double clipped(double logRatio, double advantage, double clip) {
    double ratio = Math.exp(logRatio);
    return -Math.min(ratio * advantage, Math.clamp(ratio, 1 - clip, 1 + clip) * advantage);
  }

  private static int[] all() {
    int[] all = new int[BATCH];
    Arrays.setAll(all, i -> i);
    return all;
  }

  private void assertGradients(AdvantageScale kind, int[] trajectories, Surrogate surrogate) {
    ReferencePolicy policy = new ReferencePolicy(game.sampler);
    GradientCheck.assertGradients(
        game.sampler.predictor().network().parameters(),
        policy.network(),
        () -> loss(policy, kind, trajectories, surrogate));
    for (int t = 0; t < STEPS; t++) {
      double expected =
          GradientCheck.derivative(
              policy.logSigmas(), t, () -> loss(policy, kind, trajectories, surrogate));
      double actual = game.sampler.logSigma().gradient().get(0, t);
      assertEquals(expected, actual, 1e-4 * (1 + Math.abs(expected)));
    }
  }

  /** The score function times the advantage: {@code -A log pi} with A held fixed. */
  @ParameterizedTest
  @EnumSource
  void oneEpochWithoutClippingIsReinforceWithABaseline(AdvantageScale kind) {
    step(new Ppo(1, 1, NO_CLIP, kind)).update(game.rollout, 0, 0, 0);
    assertGradients(kind, all(), (logRatio, logDensity, advantage) -> -advantage * logDensity);
  }

  /** The policy moves after the rollout, so that ratios differ from 1. */
  @Test
  void gradientIsThatOfTheClippedSurrogate() {
    double clip = 0.2;
    MlpCases.disturb(game.sampler.predictor().network(), 9);
    PpoStep step = step(new Ppo(1, 1, clip, AdvantageScale.BATCH));
    step.update(game.rollout, 0, 0, 0);
    assertGradients(
        AdvantageScale.BATCH,
        all(),
        (logRatio, logDensity, advantage) -> clipped(logRatio, advantage, clip));
    assertSignals(step, clip);
  }

  private void assertSignals(PpoStep step, double clip) {
    ReferencePolicy policy = new ReferencePolicy(game.sampler);
    double[] divergence = new double[1];
    double[] outside = new double[1];
    loss(
        policy,
        AdvantageScale.BATCH,
        all(),
        (logRatio, logDensity, advantage) -> {
          double ratio = Math.exp(logRatio);
          divergence[0] += (ratio - 1 - logRatio) / (STEPS * BATCH);
          boolean stopped = advantage > 0 ? ratio > 1 + clip : ratio < 1 - clip;
          outside[0] += stopped ? 1.0 / (STEPS * BATCH) : 0;
          return 0;
        });
    Map<String, Double> signals = new LinkedHashMap<>();
    step.addSignals(signals);
    assertEquals(divergence[0], signals.get(Signals.APPROX_KL), 1e-3 * divergence[0]);
    assertEquals(outside[0], signals.get(Signals.CLIP_FRACTION), 1e-9);
    assertTrue(outside[0] > 0.1 && outside[0] < 0.9, "part of the rows is clipped");
  }

  /** Rates of 0 leave the policy as it is: every update sees the same, in parts of one row. */
  @Test
  void signalsAreMeansOverAllUpdates() {
    double clip = 0.2;
    MlpCases.disturb(game.sampler.predictor().network(), 9);
    PpoStep step = step(new Ppo(2, BATCH, clip, AdvantageScale.BATCH));
    step.update(game.rollout, 0, 0, 0);
    assertSignals(step, clip);
  }

  @Test
  void anUpdateMovesNetworkAndSigmasAgainstTheirGradients() {
    Parameter weights = game.sampler.predictor().network().parameters().getFirst();
    Parameter sigmas = game.sampler.logSigma();
    float weight = weights.value().get(0, 0);
    float sigma = sigmas.value().get(0, 0);
    step(new Ppo(1, 1, 0.2, AdvantageScale.BATCH)).update(game.rollout, 0, 0.01, 0.02);
    // The first step of Adam is as long as its rate.
    double byWeight = Math.signum(weights.gradient().get(0, 0));
    double bySigma = Math.signum(sigmas.gradient().get(0, 0));
    assertEquals(weight - 0.01 * byWeight, weights.value().get(0, 0), 1e-5);
    assertEquals(sigma - 0.02 * bySigma, sigmas.value().get(0, 0), 1e-5);
  }

  /** With no room at all, whatever has moved the right way stops and the rest still pulls back. */
  @Test
  void clippingStopsWhatWentFarEnough() {
    MlpCases.disturb(game.sampler.predictor().network(), 9);
    double clip = 1e-6;
    step(new Ppo(1, 1, clip, AdvantageScale.NONE)).update(game.rollout, 0, 0, 0);
    assertGradients(
        AdvantageScale.NONE,
        all(),
        (logRatio, logDensity, advantage) -> {
          boolean gained = advantage * logRatio > 0;
          return gained ? 0 : -Math.exp(logRatio) * advantage;
        });
  }

  /** The last minibatch of the last epoch, whose gradient is the one that is left to look at. */
  @Test
  void minibatchesCutARandomOrderOfTheTrajectories() {
    step(new Ppo(2, 3, NO_CLIP, AdvantageScale.BATCH)).update(game.rollout, 5, 0, 0);
    int[] order = new int[BATCH];
    RandomStream.of(SEED, "game.order").permutation(5 * 2 + 1, order);
    int[] last = Arrays.copyOfRange(order, 2 * BATCH / 3, BATCH);
    assertGradients(
        AdvantageScale.BATCH, last, (logRatio, logDensity, advantage) -> -advantage * logDensity);
  }

  /** Rounding errors of equal outcomes are not blown up; the entropy alone is left to follow. */
  @Test
  void equalOutcomesMoveNoMean() {
    Advantages equal = new MonteCarloReturns(game.costs, STEPS, BATCH);
    Ppo settings = new Ppo(1, 1, 0.2, AdvantageScale.BATCH);
    new PpoStep(
            game.sampler, equal, settings, TAU, SCALE, game.optimizer(), BATCH, SEED, game.executor)
        .update(game.rollout, 0, 0, 0);
    for (Parameter parameter : game.sampler.predictor().network().parameters()) {
      for (float g : parameter.gradient().values()) {
        assertEquals(0, g);
      }
    }
    double expected = -TAU * DIMENSION / STEPS / (1e-8 * SCALE);
    for (int t = 0; t < STEPS; t++) {
      double actual = game.sampler.logSigma().gradient().get(0, t);
      assertEquals(expected, actual, 1e-6 * Math.abs(expected));
    }
  }

  @Test
  void aConstantInTheEnergyDoesNotShow() {
    step(new Ppo(1, 1, 0.2, AdvantageScale.BATCH)).update(game.rollout, 0, 0, 0);
    double[][][] before = gradients();
    game.addToEnergy(5);
    values.update(game.rollout, game.terminal, 0);
    step(new Ppo(1, 1, 0.2, AdvantageScale.BATCH)).update(game.rollout, 0, 0, 0);
    for (int p = 0; p < before.length; p++) {
      Parameter parameter = game.sampler.parameters().get(p);
      double allowed = 1e-4 * GradientCheck.largest(before[p]);
      GradientCheck.assertClose(before[p], parameter.gradient(), allowed, parameter.name());
    }
  }

  private double[][][] gradients() {
    return game.sampler.parameters().stream()
        .map(parameter -> ReferenceMlp.doubles(parameter.gradient()))
        .toArray(double[][][]::new);
  }
}
