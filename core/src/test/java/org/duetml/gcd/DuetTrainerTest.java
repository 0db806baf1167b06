package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.duetml.ShortTraining;
import org.duetml.config.DuetConfig;
import org.duetml.data.Distribution;
import org.duetml.data.GaussianMixture;
import org.duetml.data.Standardization;
import org.duetml.data.StandardizedData;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.GridQuadrature;
import org.duetml.nn.Mlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The phases of a training: what each changes, and that each can be left out or run alone. */
class DuetTrainerTest {
  private static final Set<Phase> ALL = EnumSet.allOf(Phase.class);

  private final ShardExecutor executor = new ShardExecutor(1);
  private final TrainingRecord record = new TrainingRecord();
  private final Distribution gaussian =
      GaussianMixture.even("gaussian", new double[][] {{0.3, -0.2}}, 0.9);
  private final StandardizedData data = new StandardizedData(gaussian, Standardization.identity(2));

  private static DuetConfig config(String... changes) {
    return ShortTraining.ofStandardized(8, 40, 5, changes);
  }

  private Players run(Players players, DuetConfig config, Set<Phase> phases, ShardExecutor by) {
    return new DuetTrainer(players, data, config, by, record).run(phases);
  }

  private Players run(Players players, DuetConfig config, Phase... phases) {
    return run(players, config, Set.of(phases), executor);
  }

  private static float[] bits(Mlp network) {
    float[] all = new float[0];
    for (Matrix tensor : network.tensors().values()) {
      int length = all.length;
      all = Arrays.copyOf(all, length + tensor.values().length);
      System.arraycopy(tensor.values(), 0, all, length, tensor.values().length);
    }
    return all;
  }

  private static void assertSame(DiffusionSampler a, DiffusionSampler b) {
    assertArrayEquals(bits(a.predictor().network()), bits(b.predictor().network()));
    assertArrayEquals(a.logSigma().value().values(), b.logSigma().value().values());
  }

  private static boolean same(Mlp a, Mlp b) {
    return Arrays.equals(bits(a), bits(b));
  }

  @Test
  void phasesRunInTheirOrder() {
    DuetConfig config =
        config(
            "pretrain.iterations=6",
            "warm-start.value-iterations=2",
            "gcd.iterations=4",
            "calibration.iterations=7",
            "calibration.noising-iterations=3");
    DuetTrainer trainer =
        new DuetTrainer(PlayersFactory.create(2, config), data, config, executor, record);
    assertEquals(0, trainer.gameIterations());
    trainer.run(ALL);
    assertEquals(4, trainer.gameIterations());
    assertTrue(trainer.seconds() > 0);
    List<String> expected = List.of("pretrain 6", "warm-start 7", "game 4", "calibration 10");
    assertEquals(expected, record.runs);
    assertEquals(6 + 5 + 2 + 4 + 3 + 7, record.calls);
    assertEquals(ALL, record.signals.keySet());
    assertTrue(record.signals.get(Phase.PRETRAIN).containsKey(Signals.LOSS));
    assertTrue(record.signals.get(Phase.WARM_START).containsKey(Signals.VALUE_LOSS));
    assertTrue(record.signals.get(Phase.GAME).containsKey(Signals.SLICED_WASSERSTEIN));
    assertTrue(record.signals.get(Phase.CALIBRATION).containsKey(Signals.EFFECTIVE_SAMPLE_SIZE));
  }

  @Test
  void phasesOfNoIterationsAreSkipped() {
    DuetConfig none =
        config(
            "pretrain.iterations=0",
            "warm-start.iterations=0",
            "warm-start.value-iterations=0",
            "gcd.iterations=0",
            "calibration.iterations=0");
    Players players = PlayersFactory.create(2, none);
    Players after = run(players, none, ALL, executor);
    assertTrue(record.runs.isEmpty());
    assertSame(players.sampler(), after.sampler());
    assertTrue(same(players.energy().network(), after.energy().network()));
    assertTrue(after.pretrained().isEmpty());
  }

  @Test
  void eachPhaseRunsAloneAndChangesWhatItIsFor() {
    DuetConfig config = config();
    Players fresh = PlayersFactory.create(2, config);
    Players pretrained = run(fresh, config, Phase.PRETRAIN);
    assertFalse(
        same(fresh.sampler().predictor().network(), pretrained.sampler().predictor().network()));
    assertTrue(same(fresh.energy().network(), pretrained.energy().network()));
    assertSame(pretrained.sampler(), pretrained.pretrained().orElseThrow());

    Players warm = run(pretrained, config, Phase.WARM_START);
    assertSame(pretrained.sampler(), warm.sampler());
    assertFalse(same(pretrained.energy().network(), warm.energy().network()));
    assertFalse(same(pretrained.value().network(), warm.value().network()));

    Players played = run(warm, config, Phase.GAME);
    assertNull(played.noising().network());
    assertFalse(same(warm.energy().network(), played.energy().network()));
    assertFalse(same(warm.value().network(), played.value().network()));
    assertSame(pretrained.sampler(), played.pretrained().orElseThrow());

    Players calibrated = run(played, config, Phase.CALIBRATION);
    assertSame(played.sampler(), calibrated.sampler());
    assertTrue(same(played.value().network(), calibrated.value().network()));
    assertFalse(same(played.energy().network(), calibrated.energy().network()));
    assertNotNull(calibrated.noising().network());
  }

  @Test
  void playersHandedInAreNotChanged() {
    DuetConfig config = config();
    Players players = run(PlayersFactory.create(2, config), config, Phase.PRETRAIN);
    Players copy = players.copy();
    run(players, config, ALL, executor);
    assertSame(copy.sampler(), players.sampler());
    assertTrue(same(copy.energy().network(), players.energy().network()));
    assertTrue(same(copy.value().network(), players.value().network()));
    assertSame(copy.sampler(), players.pretrained().orElseThrow());
  }

  @Test
  void withoutTemperatureNoDensityIsFittedAndTheGameTrains() {
    DuetConfig cold = config("gcd.tau=0");
    Players before = PlayersFactory.create(2, cold);
    Players after = run(before, cold, ALL, executor);
    List<String> expected =
        List.of(
            "warm-start skipped: with gcd.tau = 0 the energy has no density to fit",
            "calibration skipped: with gcd.tau = 0 the energy has no density to fit");
    assertEquals(expected, record.messages);
    assertEquals(List.of("pretrain 5", "warm-start 5", "game 5"), record.runs);
    assertFalse(same(before.energy().network(), after.energy().network()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"value-gradient", "ppo"})
  void oneSeedGivesTheSameBitsOnAnyNumberOfThreads(String kind) {
    DuetConfig config = config("gcd.sampler-step=" + kind, "gcd.lambda=0.7", "seed=5");
    Players players = PlayersFactory.create(2, config);
    Players alone = run(players, config, ALL, executor);
    try (ShardExecutor two = new ShardExecutor(2)) {
      Players shared = run(PlayersFactory.create(2, config), config, ALL, two);
      assertSame(alone.sampler(), shared.sampler());
      assertTrue(same(alone.energy().network(), shared.energy().network()));
      assertTrue(same(alone.value().network(), shared.value().network()));
      assertTrue(same(alone.noising().network(), shared.noising().network()));
    }
    Players other = PlayersFactory.create(2, config.with("seed", 6));
    assertFalse(same(players.energy().network(), other.energy().network()));
  }

  @Test
  void sigmasStartAsConfigured() {
    DuetConfig large = config("sampler.initial-sigma=large");
    DuetConfig small = config("sampler.initial-sigma=small", "sampler.sigma-min=0.02");
    Players fresh = PlayersFactory.create(2, large);
    DiffusionSampler ofLarge = run(fresh, large, Phase.PRETRAIN).sampler();
    DiffusionSampler ofSmall = run(fresh, small, Phase.PRETRAIN).sampler();
    for (int t = 0; t < 3; t++) {
      assertEquals(Math.sqrt(ofLarge.schedule().beta(t)), ofLarge.sigma(t), 1e-6);
      // The posterior of the last step has no noise, a sampler has a density.
      double posterior = t == 2 ? 0.02 : ofSmall.schedule().posteriorSigma(t);
      assertEquals(posterior, ofSmall.sigma(t), 1e-6);
    }
  }

  /** The rates are absurd: the networks leave the range of float within a few iterations. */
  @Test
  void aGameThatTurnsBadIsStoppedAndItsBestPlayersKept() {
    DuetConfig config =
        config(
            "gcd.iterations=50",
            "gcd.sampler-learning-rate=10",
            "gcd.sigma-learning-rate=10",
            "gcd.log-every=1",
            "guard.tries=0");
    Players pretrained = run(PlayersFactory.create(2, config), config, Phase.PRETRAIN);
    DuetTrainer trainer = new DuetTrainer(pretrained, data, config, executor, record);
    Players after = trainer.run(Set.of(Phase.GAME));
    assertTrue(trainer.gameIterations() < 50);
    assertEquals(1, record.messages.size());
    assertTrue(
        record.messages.getFirst().startsWith("the game turned bad"), record.messages.get(0));
    for (float value : bits(after.sampler().predictor().network())) {
      assertTrue(Float.isFinite(value));
    }
  }

  /** There is nothing to fall back on; twenty layers blow up any error of the weights. */
  @Test
  void aPretrainingThatLosesItsNumbersSaysWhichRateToLower() {
    DuetConfig config =
        config(
            "pretrain.iterations=100",
            "pretrain.learning-rate=10",
            "sampler.layers=20",
            "guard.tries=0");
    Players fresh = PlayersFactory.create(2, config);
    String message =
        assertThrows(DivergenceException.class, () -> run(fresh, config, Phase.PRETRAIN))
            .getMessage();
    assertTrue(message.contains("pretrain.learning-rate"), message);
  }

  /** The start is the last good state, so that the second try is a game at the lower rates. */
  @Test
  void aGameThatTurnsBadIsPlayedAgainAtLowerRates() {
    DuetConfig slow =
        config(
            "gcd.iterations=20",
            "gcd.energy-learning-rate=0.0001",
            "gcd.sampler-learning-rate=0.001",
            "gcd.sigma-learning-rate=0.001",
            "gcd.log-every=10");
    Players pretrained = run(PlayersFactory.create(2, slow), slow, Phase.PRETRAIN);
    Players expected = run(pretrained, slow, Phase.GAME);
    DuetConfig fast =
        slow.with(
            Map.of(
                "gcd.energy-learning-rate", 1,
                "gcd.sampler-learning-rate", 10,
                "gcd.sigma-learning-rate", 10,
                "guard.rate-factor", 0.0001));
    DuetTrainer trainer = new DuetTrainer(pretrained, data, fast, executor, record);
    Players actual = trainer.run(Set.of(Phase.GAME));
    assertEquals(1, trainer.rollbacks(), record.messages.toString());
    assertSame(expected.sampler(), actual.sampler());
    assertTrue(same(expected.energy().network(), actual.energy().network()));
    assertTrue(same(expected.value().network(), actual.value().network()));
    String message = record.messages.getFirst();
    assertTrue(message.contains("back to iteration 0"), message);
    assertTrue(message.endsWith("times 1.0E-4 (try 1 of 3)"), message);
  }

  @Test
  void aPretrainingThatLosesItsNumbersIsTriedAgain() {
    DuetConfig config =
        config("pretrain.iterations=100", "pretrain.learning-rate=10", "sampler.layers=20");
    DuetTrainer trainer =
        new DuetTrainer(PlayersFactory.create(2, config), data, config, executor, record);
    Players after = trainer.run(Set.of(Phase.PRETRAIN));
    assertTrue(trainer.rollbacks() > 0);
    for (float value : bits(after.sampler().predictor().network())) {
      assertTrue(Float.isFinite(value));
    }
  }

  /** The first iteration is looked at before its own update shows. */
  @Test
  void aStageThatDivergesAtEveryTryKeepsWhatItHadLearned() {
    DuetConfig config =
        config(
            "pretrain.iterations=100",
            "pretrain.learning-rate=10",
            "sampler.layers=20",
            "gcd.log-every=1",
            "guard.tries=0");
    Players after = run(PlayersFactory.create(2, config), config, Phase.PRETRAIN);
    assertEquals(1, record.messages.size());
    String message = record.messages.getFirst();
    assertTrue(message.startsWith("pretrain diverged at iteration 2 (its loss is "), message);
    assertTrue(
        message.endsWith(" at every try; keeping what it had learned by iteration 1"), message);
    assertEquals(1, record.restored);
    assertEquals(2, record.calls);
    for (float value : bits(after.sampler().predictor().network())) {
      assertTrue(Float.isFinite(value));
    }
  }

  /** Data so far away that any energy explodes there; the values are learned all the same. */
  @Test
  void anEnergyThatDivergesAtOnceStaysAsItWas() {
    DuetConfig config = config("gcd.log-every=1000", "guard.tries=1");
    Players before = PlayersFactory.create(2, config);
    StandardizedData far =
        new StandardizedData(
            GaussianMixture.even("far", new double[][] {{1e5, 1e5}}, 1),
            Standardization.identity(2));
    DuetTrainer trainer = new DuetTrainer(before, far, config, executor, record);
    Players after = trainer.run(Set.of(Phase.WARM_START));
    assertEquals(1, trainer.rollbacks());
    assertEquals(2, record.restored);
    assertEquals(2 + 5, record.calls, "two tries of one iteration, then the values");
    assertTrue(
        record.messages.getLast().endsWith("keeping what it had learned by iteration 0"),
        record.messages.toString());
    assertTrue(same(before.energy().network(), after.energy().network()));
    assertFalse(same(before.value().network(), after.value().network()));
  }

  /** All phases on a Gaussian: the energy that is shipped is its density. */
  @Test
  void aWholeTrainingFindsTheDensity() {
    DuetConfig config =
        config(
            "sampler.width=24",
            "energy.width=24",
            "pretrain.iterations=300",
            "pretrain.batch=256",
            "warm-start.iterations=150",
            "warm-start.batch=256",
            "warm-start.pool=4000",
            "warm-start.learning-rate=0.005",
            "gcd.iterations=150",
            "calibration.iterations=200",
            "calibration.noising-iterations=50",
            "calibration.batch=256",
            "calibration.pool=4000",
            "calibration.learning-rate=0.005");
    Players trained = run(PlayersFactory.create(2, config), config, ALL, executor);
    GridQuadrature.Fit fit =
        new GridQuadrature(5, 100).fit(gaussian, points -> overTau(trained, points), executor);
    assertTrue(fit.divergence() < 0.02, "KL " + fit.divergence());
    Map<String, Double> signals = record.signals.get(Phase.CALIBRATION);
    assertTrue(signals.get(Signals.EFFECTIVE_SAMPLE_SIZE) > 0.1);
  }

  private double[] overTau(Players players, Matrix points) {
    double[] energies = players.energy().energies(points, executor);
    return Arrays.stream(energies).map(e -> e / players.energy().tau()).toArray();
  }

  @Test
  void phasesHaveTheirNamesInEveryLanguage() {
    Locale original = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertEquals("warm-start", Phase.WARM_START.label());
      assertEquals("calibration", Phase.CALIBRATION.label());
    } finally {
      Locale.setDefault(original);
    }
  }
}
