package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Map;
import org.duetml.ShortTraining;
import org.duetml.config.DuetConfig;
import org.duetml.data.GaussianMixture;
import org.duetml.data.Standardization;
import org.duetml.data.StandardizedData;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Mlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stages say of their last iteration, and when they have diverged. */
class StagesTest {
  private static final double FAR = 1e5;

  private final ShardExecutor executor = new ShardExecutor(1);
  private final DuetConfig config = ShortTraining.ofStandardized(8, 40, 5);
  private final Players players = PlayersFactory.create(2, config);

  private static StandardizedData data(double mean) {
    return new StandardizedData(
        GaussianMixture.even("gaussian", new double[][] {{mean, mean}}, 0.9),
        Standardization.identity(2));
  }

  private Stage stepped(StageKind kind, Players players, StandardizedData data) {
    Stage stage = kind.open(players, data, config, executor);
    stage.step(0);
    return stage;
  }

  /** A sampler whose last transition goes far away. */
  private Players astray() {
    DiffusionSampler sampler =
        GaussianGame.linear(
            players.sampler().schedule(),
            new double[] {0.5, 0.8, 0.9},
            new double[] {0, 0, FAR},
            new double[] {0.8, 0.6, 0.4},
            2);
    return players.withSampler(sampler);
  }

  @ParameterizedTest
  @EnumSource
  void anOrdinaryIterationIsAlive(StageKind kind) {
    assertTrue(stepped(kind, players, data(0)).isAlive());
  }

  @ParameterizedTest
  @EnumSource(names = {"WARM_ENERGY", "CALIBRATED_ENERGY", "GAME"})
  void anEnergyThatExplodesOnTheDataHasDiverged(StageKind kind) {
    Stage stage = stepped(kind, players, data(FAR));
    assertFalse(stage.isAlive());
    assertTrue(stage.finding().startsWith("the mean energy is "), stage.finding());
  }

  @ParameterizedTest
  @EnumSource(names = {"WARM_ENERGY", "CALIBRATED_ENERGY", "GAME"})
  void anEnergyThatExplodesOnTheSamplesHasDiverged(StageKind kind) {
    assertFalse(stepped(kind, astray(), data(0)).isAlive());
  }

  @ParameterizedTest
  @EnumSource(names = {"WARM_ENERGY", "CALIBRATED_ENERGY", "GAME"})
  void theGapIsThatOfTheMeanEnergies(StageKind kind) {
    Map<String, Double> signals = stepped(kind, players, data(0)).signals();
    double gap = signals.get(Signals.ENERGY_SAMPLES) - signals.get(Signals.ENERGY_DATA);
    assertEquals(gap, signals.get(Signals.ENERGY_GAP));
    assertTrue(signals.get(Signals.GRADIENT_NORM_ENERGY) > 0);
  }

  @Test
  void valuesThatAreNoNumbersHaveDiverged() {
    Mlp network = players.value().network();
    network.tensors().get("output.bias").set(0, 0, Float.NaN);
    Stage stage = stepped(StageKind.WARM_VALUES, players, data(0));
    assertFalse(stage.isAlive());
    assertEquals("the loss of the values is NaN", stage.finding());
  }

  @Test
  void aNoisingLossBeyondAMillionHasDiverged() {
    Stage stage = stepped(StageKind.NOISING, astray(), data(0));
    double loss = stage.signals().get(Signals.LOSS);
    assertTrue(loss > 1e6);
    assertFalse(stage.isAlive());
    assertEquals("its loss is " + loss, stage.finding());
  }

  /** A check is a look at the averaged players, whose distance is logged. */
  @Test
  void theFindingOfALivingGameIsItsDistance() {
    Stage stage = stepped(StageKind.GAME, players, data(0));
    assertEquals(Health.GOOD, stage.check(1));
    assertTrue(stage.remark().isEmpty());
    double distance = stage.signals().get(Signals.SLICED_WASSERSTEIN);
    String start = String.format(Locale.ROOT, "sliced Wasserstein %.4f", distance);
    assertTrue(stage.finding().startsWith(start), stage.finding());
  }

  /** One that was pretrained, and whose sampler is then led far away. */
  @Test
  void aGameIsBadWhenItStaysFarFromTheData() {
    Players pretrained = players.withPretrained(players.sampler());
    Stage stage = StageKind.GAME.open(pretrained, data(0), config, executor);
    Mlp network = players.sampler().predictor().network();
    network.tensors().get("output.bias").set(0, 0, 100);
    stage.step(0);
    assertEquals(Health.DOUBTFUL, stage.check(1));
    assertEquals(Health.DOUBTFUL, stage.check(2));
    assertEquals(Health.BAD, stage.check(3));
    assertTrue(stage.remark().orElseThrow().contains("after 3 iterations; keeping the players of"));
  }

  /** Whatever its last check said: it may have been lost since. */
  @Test
  void aGameThatIsGivenUpKeepsEarlierPlayers() {
    Stage stage = stepped(StageKind.GAME, players, data(0));
    assertEquals(Health.GOOD, stage.check(1));
    assertTrue(stage.giveUp());
    assertTrue(stage.remark().orElseThrow().startsWith("the game turned bad"));
  }
}
