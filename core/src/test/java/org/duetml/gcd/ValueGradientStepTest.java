package org.duetml.gcd;

import static org.duetml.gcd.GameFixture.BATCH;
import static org.duetml.gcd.GameFixture.DIMENSION;
import static org.duetml.gcd.GameFixture.SCALE;
import static org.duetml.gcd.GameFixture.STEPS;
import static org.duetml.gcd.GameFixture.TAU;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.duetml.config.DuetConfig.RunningCost;
import org.duetml.energy.ReferenceEnergy;
import org.duetml.nn.GradientCheck;
import org.duetml.nn.Parameter;
import org.duetml.nn.ReferenceMlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sampler step by the gradient of the values. */
class ValueGradientStepTest {
  private static void update(GameFixture game) {
    update(game, 0, 0);
  }

  private static void update(GameFixture game, double samplerRate, double sigmaRate) {
    game.costs.observe(game.rollout);
    new ValueGradientStep(
            game.sampler,
            game.value,
            game.costs,
            game.terminal,
            game.optimizer(),
            BATCH,
            game.executor)
        .update(game.rollout, 0, samplerRate, sigmaRate);
  }

  @ParameterizedTest
  @EnumSource
  void gradientIsThatOfTheReparameterisedObjective(RunningCost kind) {
    GameFixture game = new GameFixture(kind);
    update(game);
    ReferencePolicy policy = new ReferencePolicy(game.sampler);
    Objective objective = new Objective(game, ReferenceCost.of(kind, game), policy);
    GradientCheck.assertGradients(
        game.sampler.predictor().network().parameters(), policy.network(), objective::value);
    for (int t = 0; t < STEPS; t++) {
      double expected = GradientCheck.derivative(policy.logSigmas(), t, objective::value);
      double actual = game.sampler.logSigma().gradient().get(0, t);
      assertEquals(expected, actual, 1e-4 * (1 + Math.abs(expected)));
    }
  }

  /**
   * Mean over trajectories and sum over learning steps of {@code V(mu + sigma z, t + 1) + c_t},
   * states and noise held fixed, in units of the energy's scale.
   */
  private static final class Objective {
    private final ReferenceCost costs;
    private final ReferencePolicy policy;
    private final ReferenceMlp values;
    private final ReferenceEnergy energy;
    private final double[][] x;
    private final double[][] noise;

    Objective(GameFixture game, ReferenceCost costs, ReferencePolicy policy) {
      this.costs = costs;
      this.policy = policy;
      values = new ReferenceMlp(game.value.network());
      energy = new ReferenceEnergy(game.energy);
      x = game.states();
      noise = ReferenceMlp.doubles(game.rollout.noise());
    }

    double value() {
      double sum = 0;
      for (int row = 0; row < STEPS * BATCH; row++) {
        int t = row / BATCH;
        double logSigma = policy.logSigmas()[t];
        double[] next = policy.mean(x[row], t);
        for (int d = 0; d < DIMENSION; d++) {
          next[d] += Math.exp(logSigma) * noise[row + BATCH][d];
        }
        boolean last = t == STEPS - 1;
        sum += last ? energy.energy(next) : SCALE * values.forward(next, t + 1, 0)[0];
        sum += costs.added(x[row], next, t) - TAU * DIMENSION * logSigma;
      }
      return sum / BATCH / SCALE;
    }
  }

  /** The first step of Adam is as long as its rate. */
  @Test
  void anUpdateMovesNetworkAndSigmasAgainstTheirGradients() {
    GameFixture game = new GameFixture(RunningCost.NOISING);
    Parameter weights = game.sampler.predictor().network().parameters().getFirst();
    Parameter sigmas = game.sampler.logSigma();
    float weight = weights.value().get(0, 0);
    float sigma = sigmas.value().get(0, 0);
    update(game, 0.01, 0.02);
    double byWeight = Math.signum(weights.gradient().get(0, 0));
    double bySigma = Math.signum(sigmas.gradient().get(0, 0));
    assertEquals(weight - 0.01 * byWeight, weights.value().get(0, 0), 1e-5);
    assertEquals(sigma - 0.02 * bySigma, sigmas.value().get(0, 0), 1e-5);
  }

  @Test
  void aConstantInTheEnergyDoesNotShow() {
    GameFixture game = new GameFixture(RunningCost.NOISING);
    GameFixture raised = new GameFixture(RunningCost.NOISING);
    raised.addToEnergy(5);
    update(game);
    update(raised);
    assertArrayEquals(
        game.sampler.logSigma().gradient().values(), raised.sampler.logSigma().gradient().values());
    assertArrayEquals(weightGradient(game), weightGradient(raised));
  }

  private static float[] weightGradient(GameFixture game) {
    return game.sampler.predictor().network().parameters().get(0).gradient().values();
  }
}
