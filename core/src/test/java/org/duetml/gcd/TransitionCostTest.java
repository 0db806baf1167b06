package org.duetml.gcd;

import static org.duetml.gcd.GameFixture.BATCH;
import static org.duetml.gcd.GameFixture.DIMENSION;
import static org.duetml.gcd.GameFixture.STEPS;
import static org.duetml.gcd.GameFixture.TAU;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.duetml.config.DuetConfig.RunningCost;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.energy.ReferenceEnergy;
import org.duetml.kernel.RandomStream;
import org.duetml.nn.GradientCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The costs of transitions and of finished samples, with their gradients. */
class TransitionCostTest {
  @ParameterizedTest
  @EnumSource
  void costsAreTheirFormula(RunningCost kind) {
    GameFixture game = new GameFixture(kind);
    game.costs.observe(game.rollout);
    ReferenceCost reference = ReferenceCost.of(kind, game);
    double[][] x = game.states();
    for (int row = 0; row < STEPS * BATCH; row++) {
      int t = row / BATCH;
      double sigma = game.sampler.sigma(t);
      double entropy = DIMENSION * Math.log(sigma * Math.sqrt(2 * Math.PI * Math.E));
      double expected = reference.added(x[row], x[row + BATCH], t) - TAU * entropy;
      double allowed = 1e-5 * (1 + Math.abs(expected));
      assertEquals(expected, game.costs.cost(game.rollout, t, row % BATCH), allowed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAreFiniteDifferences(RunningCost kind) {
    GameFixture game = new GameFixture(kind);
    game.costs.observe(game.rollout);
    ReferenceCost reference = ReferenceCost.of(kind, game);
    double[][] x = game.states();
    for (int row = 0; row < STEPS * BATCH; row++) {
      int t = row / BATCH;
      double[] before = x[row];
      double[] after = x[row + BATCH];
      for (int d = 0; d < DIMENSION; d++) {
        double expected =
            GradientCheck.derivative(after, d, () -> reference.added(before, after, t));
        double actual = game.costs.addedGradient(game.rollout, t, row % BATCH, d);
        assertEquals(expected, actual, 1e-5 * (1 + Math.abs(expected)));
      }
    }
  }

  /** The specification: {@code c_t = tau log pi - tau log r}; the first part in expectation. */
  @Test
  void noisingCostIsTheLogRatioOfBothDirections() {
    GameFixture game = new GameFixture(RunningCost.NOISING);
    NoisingKernel.Evaluation noising =
        NoisingKernel.ddpm(game.schedule).new Evaluation(game.rollout);
    for (int t = 0; t < STEPS; t++) {
      double known = -game.sampler.entropy(t);
      for (int i = 0; i < BATCH; i++) {
        double expected = TAU * (known - noising.logDensity(t, i));
        double allowed = 1e-6 * (1 + Math.abs(expected));
        assertEquals(expected, game.costs.cost(game.rollout, t, i), allowed);
      }
    }
  }

  /** {@code s_t^2} starts at the first rollout's and follows the next by 1 %. */
  @Test
  void velocityScaleIsARunningMean() {
    GameFixture game = new GameFixture(RunningCost.VELOCITY);
    game.costs.observe(game.rollout);
    double[] first = ReferenceCost.meanSquaredVelocities(game.states());
    game.rollout.run(RandomStream.of(1, "fixture"), 1, game.executor);
    game.costs.observe(game.rollout);
    double[] second = ReferenceCost.meanSquaredVelocities(game.states());
    double[] running = new double[STEPS];
    for (int t = 0; t < STEPS; t++) {
      running[t] = 0.99 * first[t] + 0.01 * second[t];
    }
    ReferenceCost reference = new ReferenceCost(RunningCost.VELOCITY, TAU, game.schedule, running);
    double[][] x = game.states();
    for (int row = 0; row < STEPS * BATCH; row++) {
      int t = row / BATCH;
      double expected = reference.added(x[row], x[row + BATCH], t);
      assertEquals(expected, game.costs.added(game.rollout, t, row % BATCH), 1e-6 * expected);
    }
  }

  @Test
  void terminalCostIsTheEnergyOfTheSamplesWithItsGradient() {
    GameFixture game = new GameFixture(RunningCost.ENTROPY);
    ReferenceEnergy reference = new ReferenceEnergy(game.energy);
    double[][] x = game.states();
    for (int i = 0; i < BATCH; i++) {
      double[] sample = x[STEPS * BATCH + i];
      assertEquals(reference.energy(sample), game.terminal.cost(i), 1e-5);
      for (int d = 0; d < DIMENSION; d++) {
        double expected = GradientCheck.derivative(sample, d, () -> reference.energy(sample));
        assertEquals(expected, game.terminal.gradient(i, d), 1e-5 * (1 + Math.abs(expected)));
      }
    }
  }
}
