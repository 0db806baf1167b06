package org.duetml.gcd;

import static org.duetml.gcd.GameFixture.BATCH;
import static org.duetml.gcd.GameFixture.SCALE;
import static org.duetml.gcd.GameFixture.STEPS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duetml.config.DuetConfig.RunningCost;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.NoisePredictor;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.diffusion.Rollout;
import org.duetml.energy.EnergyModel;
import org.duetml.energy.ReferenceEnergy;
import org.duetml.kernel.Activation;
import org.duetml.kernel.RandomStream;
import org.duetml.nn.GradientCheck;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpChecks;
import org.duetml.nn.MlpShape;
import org.duetml.nn.MovingAverage;
import org.duetml.nn.ReferenceMlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regression on lambda-returns. */
class ValueStepTest {
  private final GameFixture game = new GameFixture(RunningCost.NOISING);

  /** Costs 1, 2, 3, values 10, 20, 30 and the energy 40, whatever the states. */
  @Test
  void returnsOfAnExampleDoneByHand() {
    assertReturns(0, 1 + 20, 2 + 30, 3 + 40);
    assertReturns(1, 1 + 2 + 3 + 40, 2 + 3 + 40, 3 + 40);
    // 38.5 = 2 + (30 + 43) / 2 and 30.25 = 1 + (20 + 38.5) / 2.
    assertReturns(0.5, 30.25, 38.5, 43);
  }

  private void assertReturns(double lambda, double... expected) {
    NoiseSchedule schedule = NoiseSchedule.logSnr(3, 0.3, 3);
    NoisePredictor predictor = NoisePredictor.perStep(1, 3, 4, 1, Activation.SILU, 1);
    DiffusionSampler sampler = DiffusionSampler.of(schedule, predictor);
    for (int t = 0; t < 3; t++) {
      // The entropy log(sigma) + log(2 pi e) / 2 is minus the cost.
      sampler.setSigma(t, Math.exp(-(t + 1)) / Math.sqrt(2 * Math.PI * Math.E));
    }
    Rollout rollout = Rollout.forSampling(sampler, 5);
    rollout.run(RandomStream.of(1, "test"), 0, game.executor);
    TerminalCost terminal = new TerminalCost(constantEnergy(40), 5, false, game.executor);
    terminal.run(rollout);
    TransitionCost costs = TransitionCost.of(RunningCost.ENTROPY, 1, schedule);
    ValueModel values = constantValues(10, 20, 30);
    ValueStep step = new ValueStep(values, costs, lambda, 0, 5, game.executor);
    step.update(rollout, terminal, 0);
    for (int row = 0; row < 15; row++) {
      assertEquals(10 * (1 + row / 5), step.value(row), 1e-5);
      assertEquals(expected[row / 5], step.lambdaReturn(row), 1e-5);
    }
  }

  private static EnergyModel constantEnergy(float constant) {
    Mlp network = new Mlp(MlpShape.plain(1, 1, 3, 1, Activation.SILU), Initialization.HE, 1);
    network.scaleOutput(0);
    network.tensors().get("output.bias").set(0, 0, constant);
    return new EnergyModel(network, 1, 1, 0);
  }

  private static ValueModel constantValues(float... constants) {
    MlpShape shape = MlpShape.plain(1, 1, 1, 1, Activation.IDENTITY).withSteps(constants.length);
    Mlp network = new Mlp(shape, Initialization.HE, 1);
    network.tensors().get("hidden.0.weight").set(0, 0, 0);
    network.tensors().get("output.weight").set(0, 0, 1);
    for (int t = 0; t < constants.length; t++) {
      network.tensors().get("hidden.0.shift").set(t, 0, constants[t]);
    }
    network.parametersChanged();
    return new ValueModel(network, 1);
  }

  /** Sutton and Barto 2018, equation 12.2: a geometric mixture of all n-step returns. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.9, 1})
  void returnsAreTheMixtureOfTheNStepReturns(double lambda) {
    ValueStep step = game.valueStep(lambda);
    ReferenceMlp values = new ReferenceMlp(game.value.network());
    ReferenceEnergy energy = new ReferenceEnergy(game.energy);
    double[][] x = game.states();
    for (int row = 0; row < STEPS * BATCH; row++) {
      int t = row / BATCH;
      int i = row % BATCH;
      double costs = 0;
      double mixture = 0;
      for (int n = 1; t + n <= STEPS; n++) {
        costs += game.costs.cost(game.rollout, t + n - 1, i);
        double[] state = x[row + n * BATCH];
        boolean last = t + n == STEPS;
        double rest = last ? energy.energy(state) : SCALE * values.forward(state, t + n, 0)[0];
        double weight = Math.pow(lambda, n - 1) * (last ? 1 : 1 - lambda);
        mixture += weight * (costs + rest);
      }
      assertEquals(mixture, step.lambdaReturn(row), 1e-4);
      assertEquals(SCALE * values.forward(x[row], t, 0)[0], step.value(row), 1e-5);
    }
  }

  /** The scale of the velocity cost is that of the same rollout, not of one before. */
  @Test
  void costsAreThoseOfTheRolloutAtHand() {
    GameFixture moving = new GameFixture(RunningCost.VELOCITY);
    ValueStep step = moving.valueStep(1);
    ReferenceCost reference = ReferenceCost.of(RunningCost.VELOCITY, moving);
    double[][] x = moving.states();
    int last = (STEPS - 1) * BATCH;
    for (int i = 0; i < BATCH; i++) {
      double added = reference.added(x[last + i], x[last + BATCH + i], STEPS - 1);
      double entropy = moving.sampler.entropy(STEPS - 1);
      double expected = added - GameFixture.TAU * entropy + moving.terminal.cost(i);
      assertEquals(expected, step.lambdaReturn(last + i), 1e-5 * (1 + Math.abs(expected)));
    }
  }

  /** The mean squared error over the squared unit of energy, with the returns held fixed. */
  @Test
  void gradientIsThatOfTheSquaredError() {
    ValueStep step = game.valueStep(0.6);
    ReferenceMlp reference = new ReferenceMlp(game.value.network());
    double[][] x = game.states();
    GradientCheck.assertGradients(
        game.value.network().parameters(), reference, () -> loss(reference, step, x));
    assertEquals(loss(reference, step, x), step.loss(), 1e-5 * step.loss());
    Map<String, Double> signals = new HashMap<>();
    step.addSignals(signals);
    assertTrue(signals.get(Signals.GRADIENT_NORM_VALUE) > 0);
  }

  private static double loss(ReferenceMlp values, ValueStep step, double[][] x) {
    double sum = 0;
    for (int row = 0; row < STEPS * BATCH; row++) {
      double error = SCALE * values.forward(x[row], row / BATCH, 0)[0] - step.lambdaReturn(row);
      sum += Math.pow(error / SCALE, 2);
    }
    return sum / (STEPS * BATCH);
  }

  /** With lambda 0 the return is the cost plus the value that the slower network gives. */
  @Test
  void theTargetNetworkIsAMovingAverage() {
    ValueModel target = game.value.copy();
    MovingAverage averaging =
        new MovingAverage(target.network().parameters(), game.value.network().parameters(), 0.9);
    ValueStep step = new ValueStep(game.value, game.costs, 0, 0.9, BATCH, game.executor);
    double[][] x = game.states();
    for (int update = 0; update < 3; update++) {
      ReferenceMlp slow = new ReferenceMlp(target.network());
      step.update(game.rollout, game.terminal, 0.1);
      averaging.update(game.executor);
      for (int row = 0; row < (STEPS - 1) * BATCH; row++) {
        int t = row / BATCH;
        double next = SCALE * slow.forward(x[row + BATCH], t + 1, 0)[0];
        double expected = game.costs.cost(game.rollout, t, row % BATCH) + next;
        assertEquals(expected, step.lambdaReturn(row), 1e-4);
      }
    }
  }

  /** Variances as mean squares less squared means; neither mean is 0. */
  @Test
  void explainedVarianceIsThatOfTheReturnsAndErrors() {
    game.addToEnergy(3);
    ValueStep step = game.valueStep(0.8);
    int rows = STEPS * BATCH;
    double[] sums = new double[4];
    for (int row = 0; row < rows; row++) {
      double gain = step.lambdaReturn(row);
      double error = gain - step.value(row);
      sums[0] += gain / rows;
      sums[1] += gain * gain / rows;
      sums[2] += error / rows;
      sums[3] += error * error / rows;
    }
    double expected = 1 - (sums[3] - sums[2] * sums[2]) / (sums[1] - sums[0] * sums[0]);
    assertEquals(expected, step.explainedVariance(), 1e-9);
  }

  @Test
  void trainingExplainsTheReturns() {
    ValueStep step = new ValueStep(game.value, game.costs, 1, 0, BATCH, game.executor);
    step.update(game.rollout, game.terminal, 0.02);
    double before = step.explainedVariance();
    for (int i = 0; i < 800; i++) {
      step.update(game.rollout, game.terminal, 0.02);
    }
    assertTrue(before < 0.5 && step.explainedVariance() > 0.8, before + " before");
    MlpChecks.assertReadyForUse(game.value.network());
  }

  @Test
  void aNetworkThatIsNotToldTheStepIsRefused() {
    Mlp plain = new Mlp(MlpShape.plain(2, 1, 3, 1, Activation.SILU), Initialization.HE, 1);
    Mlp wide =
        new Mlp(MlpShape.plain(2, 2, 3, 1, Activation.SILU).withSteps(4), Initialization.HE, 1);
    for (Mlp network : List.of(plain, wide)) {
      assertThrows(IllegalArgumentException.class, () -> new ValueModel(network, 1));
    }
  }
}
