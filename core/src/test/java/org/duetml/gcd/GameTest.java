package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.duetml.config.DuetConfig;
import org.duetml.config.DuetConfig.SamplerStep;
import org.duetml.data.ArrayData;
import org.duetml.data.DataSource;
import org.duetml.data.GaussianMixture;
import org.duetml.diffusion.DenoisingTrainer;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.Moments;
import org.duetml.diffusion.NoisePredictor;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.diffusion.Rollout;
import org.duetml.diffusion.SampleDraw;
import org.duetml.energy.EnergyModel;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.Correlation;
import org.duetml.nn.AllocationMeter;
import org.duetml.nn.Decay;
import org.duetml.nn.Initialization;
import org.duetml.nn.LearningRate;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpChecks;
import org.duetml.nn.MlpShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole game on Gaussian data, whose equilibrium is known: samples of the data's law, and an
 * energy that is the half square over the variance, in units of tau.
 */
class GameTest {
  private static final double MEAN = 0.3;
  private static final double DEVIATION = 0.7;
  private static final double TAU = 0.2;

  private final ShardExecutor executor = new ShardExecutor(1);
  private final NoiseSchedule schedule = NoiseSchedule.logSnr(2, 0.5, 10);
  private final DataSource data =
      GaussianMixture.even("gaussian", new double[][] {{MEAN}}, DEVIATION);

  private static DuetConfig config(SamplerStep kind, int iterations) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("gcd.steps", 2);
    settings.put("gcd.iterations", iterations);
    settings.put("gcd.batch", 256);
    settings.put("gcd.tau", TAU);
    settings.put("gcd.sampler-step", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    settings.put("gcd.energy-learning-rate", 0.002);
    settings.put("gcd.value-learning-rate", 0.005);
    settings.put("gcd.sampler-learning-rate", 0.01);
    settings.put("gcd.sigma-learning-rate", 0.01);
    settings.put("gcd.ema", 0.99);
    return DuetConfig.of(settings);
  }

  /**
   * A sampler that was trained on other data, and networks that know nothing. The sampler is not
   * linear: one that can only make Gaussians cannot punish an energy for not being harmonic.
   */
  private Players players() {
    NoisePredictor predictor = NoisePredictor.perStep(1, 2, 16, 2, Activation.SILU, 1);
    DataSource other = GaussianMixture.even("other", new double[][] {{-0.3}}, 1.1);
    LearningRate rate = LearningRate.falling(0.01, Decay.LINEAR);
    DenoisingTrainer trainer =
        new DenoisingTrainer(predictor, schedule, other, 256, rate, 0.9, 1, executor);
    for (int i = 0; i < 200; i++) {
      trainer.step(i, 200);
    }
    DiffusionSampler sampler = DiffusionSampler.of(schedule, predictor);
    MlpShape shape = MlpShape.plain(1, 1, 24, 2, Activation.SILU);
    EnergyModel energy = new EnergyModel(new Mlp(shape, Initialization.HE, 2), TAU, TAU, 0);
    ValueModel value = new ValueModel(new Mlp(shape.withSteps(2), Initialization.HE, 3), TAU);
    return new Players(sampler, energy, value, NoisingKernel.ddpm(schedule), Optional.empty());
  }

  /**
   * Over ten seeds the averaged samples were within 4 % of the deviation; the stiffness was 0.98 to
   * 1.05 for the value gradient and 1.08 to 1.14 for PPO, whose second pass over a rollout costs it
   * some of its entropy at this rate.
   */
  @ParameterizedTest
  @EnumSource
  void reachesTheEquilibrium(SamplerStep kind) {
    GcdTrainer game = new GcdTrainer(players(), data, config(kind, 1000), executor);
    game.warmUpValues(100, () -> {});
    game.play(() -> true);
    Players trained = game.averaged();
    Matrix samples =
        SampleDraw.of(trained.sampler(), 0, 10_000, RandomStream.of(1, "samples"), executor);
    assertEquals(MEAN, Moments.of(samples).mean(0), 0.05);
    assertEquals(DEVIATION, Math.sqrt(Moments.of(samples).variance(0)), 0.06 * DEVIATION);
    assertHarmonic(trained.energy());
    Map<String, Double> signals = game.signals();
    assertEquals(0.5, signals.get(Signals.AUROC_DATA_SAMPLES), 0.08);
    assertEquals(0, signals.get(Signals.ENERGY_GAP), 0.25 * TAU);
  }

  /** On points of the data's law, E / tau is the half square over the variance, and a constant. */
  private void assertHarmonic(EnergyModel energy) {
    int count = 1000;
    Matrix points = data.sample(RandomStream.of(2, "points"), 0, count, executor);
    double[] actual = energy.energies(points, executor);
    double[] expected = new double[count];
    for (int i = 0; i < count; i++) {
      double z = (points.get(i, 0) - MEAN) / DEVIATION;
      expected[i] = TAU * z * z / 2;
    }
    double correlation = Correlation.of(expected, actual);
    assertTrue(correlation > 0.96, "correlation " + correlation);
    double stiffness = correlation * deviation(actual) / deviation(expected);
    assertEquals(1, stiffness, 0.2);
  }

  private static double deviation(double[] values) {
    double mean = 0;
    double squares = 0;
    for (double value : values) {
      mean += value / values.length;
      squares += value * value / values.length;
    }
    return Math.sqrt(squares - mean * mean);
  }

  @ParameterizedTest
  @EnumSource
  void theNumberOfThreadsDoesNotShow(SamplerStep kind) {
    float[] alone = played(kind, 1);
    assertArrayEquals(alone, played(kind, 1));
    assertArrayEquals(alone, played(kind, 2));
  }

  private float[] played(SamplerStep kind, int threads) {
    try (ShardExecutor by = new ShardExecutor(threads)) {
      GcdTrainer game = new GcdTrainer(players(), data, config(kind, 10), by);
      game.warmUpValues(3, () -> {});
      game.play(() -> true);
      return SampleDraw.of(game.averaged().sampler(), 0, 20, RandomStream.of(1, "s"), by).values();
    }
  }

  /** Rollouts of its own, the full rate from the first iteration on, and nothing else moves. */
  @Test
  void theWarmUpOfTheValuesIsValueStepsAlone() {
    DuetConfig config = config(SamplerStep.VALUE_GRADIENT, 10);
    Players warm = players();
    Players expected = warm.copy();
    int[] told = {0};
    new GcdTrainer(warm, data, config, executor).warmUpValues(3, () -> told[0]++);
    assertEquals(3, told[0]);
    DuetConfig.Gcd gcd = config.gcd();
    TransitionCost costs = TransitionCost.of(gcd.runningCost(), gcd.tau(), schedule);
    int batch = gcd.batch();
    ValueStep step =
        new ValueStep(expected.value(), costs, gcd.lambda(), gcd.targetEma(), batch, executor);
    Rollout rollout = Rollout.forTraining(expected.sampler(), batch);
    TerminalCost terminal = new TerminalCost(expected.energy(), batch, true, executor);
    for (int i = 0; i < 3; i++) {
      rollout.run(RandomStream.of(config.seed(), "warm-start.rollout"), i, executor);
      terminal.run(rollout);
      step.update(rollout, terminal, gcd.valueLearningRate());
    }
    MlpChecks.assertSameWeights(expected.value().network(), warm.value().network());
    MlpChecks.assertSameWeights(expected.energy().network(), warm.energy().network());
    MlpChecks.assertSameWeights(
        expected.sampler().predictor().network(), warm.sampler().predictor().network());
  }

  @Test
  void averagedPlayersAreReadyForUse() {
    GcdTrainer game = new GcdTrainer(players(), data, config(SamplerStep.PPO, 5), executor);
    game.play(() -> true);
    Players averaged = game.averaged();
    MlpChecks.assertReadyForUse(averaged.energy().network());
    MlpChecks.assertReadyForUse(averaged.value().network());
    MlpChecks.assertReadyForUse(averaged.sampler().predictor().network());
  }

  @Test
  void theAveragesFollowThePlayersAtTheirDecay() {
    assertEquals(0, distanceOfTheAverage(0));
    assertTrue(distanceOfTheAverage(0.99) > 1e-4);
  }

  /** How far the averaged and the last sampler are apart, in one of their numbers. */
  private double distanceOfTheAverage(double ema) {
    Players players = players();
    DuetConfig config = config(SamplerStep.VALUE_GRADIENT, 5).with("gcd.ema", ema);
    GcdTrainer game = new GcdTrainer(players, data, config, executor);
    game.play(() -> true);
    return Math.abs(game.averaged().sampler().sigma(1) - players.sampler().sigma(1));
  }

  @ParameterizedTest
  @EnumSource
  void anIterationAllocatesNothing(SamplerStep kind) {
    DataSource rows = ArrayData.of("rows", new double[][] {{1}, {-0.5}, {0.3}});
    GcdTrainer game = new GcdTrainer(players(), rows, config(kind, 100_000), executor);
    AllocationMeter meter = new AllocationMeter();
    game.play(meter::advance);
    meter.assertQuiet();
  }

  @Test
  void theWatcherCanEndTheGame() {
    GcdTrainer game = new GcdTrainer(players(), data, config(SamplerStep.PPO, 50), executor);
    int[] last = new int[1];
    game.play(() -> ++last[0] < 7);
    assertEquals(7, last[0]);
    int[] all = new int[1];
    new GcdTrainer(players(), data, config(SamplerStep.PPO, 3), executor).play(() -> ++all[0] > 0);
    assertEquals(3, all[0]);
  }

  @Test
  void theValuesLearnFromTheEnergyAsItIsNow() {
    DuetConfig config = config(SamplerStep.VALUE_GRADIENT, 10);
    DuetConfig.Gcd gcd = config.gcd();
    Players players = players();
    GcdTrainer game = new GcdTrainer(players, data, config, executor);
    game.rollOut(0);
    game.moveEnergy(0);
    Players expected = players.copy();
    game.moveValues(0);

    TransitionCost costs = TransitionCost.of(gcd.runningCost(), gcd.tau(), schedule);
    ValueStep step =
        new ValueStep(
            expected.value(), costs, gcd.lambda(), gcd.targetEma(), gcd.batch(), executor);
    Rollout rollout = Rollout.forTraining(expected.sampler(), gcd.batch());
    rollout.run(RandomStream.of(config.seed(), "game.rollout"), 0, executor);
    TerminalCost terminal = new TerminalCost(expected.energy(), gcd.batch(), true, executor);
    terminal.run(rollout);
    LearningRate rate =
        new LearningRate(gcd.valueLearningRate(), gcd.decay(), gcd.decayFrom(), gcd.warmUp());
    step.update(rollout, terminal, rate.at(0, gcd.iterations()));
    MlpChecks.assertSameWeights(expected.value().network(), players.value().network());
  }

  /** Only PPO goes over a rollout more than once. */
  @Test
  void thePolicyGradientIsOnePassOverEachRollout() {
    float sigma = sigmaAfterGame(SamplerStep.POLICY_GRADIENT, 1);
    assertEquals(sigma, sigmaAfterGame(SamplerStep.POLICY_GRADIENT, 3));
    assertNotEquals(sigmaAfterGame(SamplerStep.PPO, 1), sigmaAfterGame(SamplerStep.PPO, 3));
  }

  private float sigmaAfterGame(SamplerStep kind, int epochs) {
    Players players = players();
    DuetConfig config = config(kind, 3).with("ppo.epochs", epochs);
    new GcdTrainer(players, data, config, executor).play(() -> true);
    return players.sampler().logSigma().value().get(0, 0);
  }

  @Test
  void signalsHaveTheirNamesAndValues() {
    Players players = players();
    GcdTrainer game = new GcdTrainer(players, data, config(SamplerStep.PPO, 5), executor);
    game.play(() -> true);
    Map<String, Double> signals = game.signals();
    assertEquals(
        signals.get(Signals.ENERGY_SAMPLES) - signals.get(Signals.ENERGY_DATA),
        signals.get(Signals.ENERGY_GAP));
    DiffusionSampler sampler = players.sampler();
    assertEquals(sampler.sigma(1), signals.get("sigma_1"));
    assertEquals(sampler.entropy(0) + sampler.entropy(1), signals.get("entropy"), 1e-12);
    for (String name :
        new String[] {"approx_kl", "clip_fraction", "value_loss", "gradient_norm_sampler"}) {
      assertTrue(signals.get(name) >= 0, name);
    }
    assertTrue(signals.get("explained_variance") <= 1);
  }
}
