package org.duetml.app.reproduce;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.duetml.Duet;
import org.duetml.app.experiment.Cell;
import org.duetml.gcd.Phase;
import org.duetml.gcd.TrainingListener;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * The energy of a GCD training, with those of two shorter ways that share its beginning: the game's
 * own energy before the calibration, and the calibration of the pretrained sampler without any
 * game.
 *
 * @param task what is learned
 */
record GcdEnergy(EnergyTask task) {
  static final String LABEL = "GCD";

  /** Figures of the game's energy, before the calibration, begin with it. */
  static final String BEFORE_CALIBRATION = "before_calibration_";

  /** Figures of the energy that was fitted without a game begin with it. */
  static final String WITHOUT_GAME = "without_game_";

  /** A model and what has led to it. */
  private record Stage(DuetModel model, NetworkRows rows, double seconds) {}

  Cell cell(long seed) {
    Map<String, String> settings = new LinkedHashMap<>();
    new TreeMap<>(task.scale().changes()).forEach((key, value) -> settings.put(key, value + ""));
    settings.put("samples", Integer.toString(task.scale().samples()));
    return new Cell(
        task.mixture().name(), LABEL, seed, settings, executor -> measure(seed, executor));
  }

  private Map<String, Object> measure(long seed, ShardExecutor executor) {
    task.warmUp(executor);
    Stage start = new Stage(task.untrained(seed), NetworkRows.NONE, 0);
    Stage warm = after(start, seed, EnumSet.of(Phase.PRETRAIN, Phase.WARM_START));
    Stage played = after(warm, seed, EnumSet.of(Phase.GAME));
    Map<String, Object> figures = new LinkedHashMap<>();
    put(figures, "", after(played, seed, EnumSet.of(Phase.CALIBRATION)), seed, executor);
    put(figures, BEFORE_CALIBRATION, played, seed, executor);
    Stage frozen = after(warm, seed, EnumSet.of(Phase.CALIBRATION));
    put(figures, WITHOUT_GAME, frozen, seed, executor);
    return figures;
  }

  private Stage after(Stage start, long seed, Set<Phase> phases) {
    NetworkRows rows = NetworkRows.of(start.model().players());
    double begin = ProcessorTime.seconds();
    DuetModel model =
        Duet.continueTraining(
            start.model(),
            task.mixture(),
            task.scale().config(seed),
            phases,
            TrainingListener.NONE);
    double seconds = ProcessorTime.seconds() - begin;
    NetworkRows spent = NetworkRows.of(model.players()).minus(rows);
    return new Stage(model, start.rows().plus(spent), start.seconds() + seconds);
  }

  private void put(
      Map<String, Object> figures, String prefix, Stage stage, long seed, ShardExecutor executor) {
    task.quality(stage.model(), seed, executor)
        .forEach((name, value) -> figures.put(prefix + name, value));
    EnergyFigures.putCost(figures, prefix, stage.rows(), stage.seconds());
  }
}
