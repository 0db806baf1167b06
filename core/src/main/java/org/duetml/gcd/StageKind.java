package org.duetml.gcd;

import org.duetml.config.DuetConfig;
import org.duetml.data.StandardizedData;
import org.duetml.kernel.ShardExecutor;

/** The stages of a training, in their order: each phase has one or two. */
enum StageKind {
  PRETRAINING(Phase.PRETRAIN, "pretrain.learning-rate") {
    @Override
    Stage open(
        Players players, StandardizedData data, DuetConfig config, ShardExecutor executor) {
      return new PretrainingStage(players, data, config, executor);
    }
  },
  WARM_ENERGY(Phase.WARM_START, "warm-start.learning-rate") {
    @Override
    Stage open(
        Players players, StandardizedData data, DuetConfig config, ShardExecutor executor) {
      DuetConfig.WarmStart given = config.warmStart();
      EnergyStage.Fit fit =
          new EnergyStage.Fit(
              given.iterations(),
              given.batch(),
              given.learningRate(),
              given.pool(),
              config.seed());
      return new EnergyStage(players, data, fit, executor);
    }
  },
  WARM_VALUES(Phase.WARM_START, "gcd.value-learning-rate") {
    @Override
    Stage open(
        Players players, StandardizedData data, DuetConfig config, ShardExecutor executor) {
      return new ValueStage(players, data, config, executor);
    }
  },
  GAME(Phase.GAME, "the game's learning rates") {
    @Override
    Stage open(
        Players players, StandardizedData data, DuetConfig config, ShardExecutor executor) {
      return new GameStage(players, data, config, executor);
    }
  },
  NOISING(Phase.CALIBRATION, "calibration.noising-learning-rate") {
    @Override
    Stage open(
        Players players, StandardizedData data, DuetConfig config, ShardExecutor executor) {
      return new NoisingStage(players, config, executor);
    }
  },
  CALIBRATED_ENERGY(Phase.CALIBRATION, "calibration.learning-rate") {
    @Override
    Stage open(
        Players players, StandardizedData data, DuetConfig config, ShardExecutor executor) {
      DuetConfig.Calibration given = config.calibration();
      // Other draws than those of the warm start.
      long seed = config.seed() + 1;
      EnergyStage.Fit fit =
          new EnergyStage.Fit(
              given.iterations(), given.batch(), given.learningRate(), given.pool(), seed);
      return new EnergyStage(players, data, fit, executor);
    }
  };

  private final Phase phase;
  private final String learningRates;

  StageKind(Phase phase, String learningRates) {
    this.phase = phase;
    this.learningRates = learningRates;
  }

  /**
   * Gets ready to learn.
   *
   * @param players what was learned so far; may be changed in place
   * @param data standardised rows
   * @param config all of it
   * @param executor shares the work
   */
  abstract Stage open(
      Players players, StandardizedData data, DuetConfig config, ShardExecutor executor);

  Phase phase() {
    return phase;
  }

  /** The configuration keys of its learning rates, for messages. */
  String learningRates() {
    return learningRates;
  }
}
