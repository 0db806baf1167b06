package org.duetml.gcd;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duetml.config.DuetConfig;
import org.duetml.data.StandardizedData;
import org.duetml.kernel.ShardExecutor;

/** The stages of a training, in their order: each phase has one or two. */
enum StageKind {
  PRETRAINING(Phase.PRETRAIN, List.of("pretrain.learning-rate")) {
    @Override
    Stage open(Players players, StandardizedData data, DuetConfig config, ShardExecutor executor) {
      return new PretrainingStage(players, data, config, executor);
    }
  },
  WARM_ENERGY(Phase.WARM_START, List.of("warm-start.learning-rate")) {
    @Override
    Stage open(Players players, StandardizedData data, DuetConfig config, ShardExecutor executor) {
      DuetConfig.WarmStart given = config.warmStart();
      EnergyStage.Fit fit =
          new EnergyStage.Fit(
              given.iterations(), given.batch(), given.learningRate(), given.pool(), config.seed());
      return new EnergyStage(players, data, fit, executor);
    }
  },
  WARM_VALUES(Phase.WARM_START, List.of("gcd.value-learning-rate")) {
    @Override
    Stage open(Players players, StandardizedData data, DuetConfig config, ShardExecutor executor) {
      return new ValueStage(players, data, config, executor);
    }
  },
  /** The values must follow both players: their rate stays as it is. */
  GAME(
      Phase.GAME,
      List.of("gcd.energy-learning-rate", "gcd.sampler-learning-rate", "gcd.sigma-learning-rate")) {
    @Override
    Stage open(Players players, StandardizedData data, DuetConfig config, ShardExecutor executor) {
      return new GameStage(players, data, config, executor);
    }
  },
  NOISING(Phase.CALIBRATION, List.of("calibration.noising-learning-rate")) {
    @Override
    Stage open(Players players, StandardizedData data, DuetConfig config, ShardExecutor executor) {
      return new NoisingStage(players, config, executor);
    }
  },
  CALIBRATED_ENERGY(Phase.CALIBRATION, List.of("calibration.learning-rate")) {
    @Override
    Stage open(Players players, StandardizedData data, DuetConfig config, ShardExecutor executor) {
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
  private final List<String> learningRates;

  StageKind(Phase phase, List<String> learningRates) {
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

  /** The configuration keys of the learning rates to lower when it diverges, for messages. */
  String learningRates() {
    return String.join(", ", learningRates);
  }

  /** A configuration with these rates multiplied by a factor, from 0 to 1. */
  DuetConfig slower(DuetConfig config, double factor) {
    if (factor == 1) {
      return config;
    }
    Map<String, Object> values = config.toMap();
    Map<String, Object> slower = new HashMap<>();
    learningRates.forEach(key -> slower.put(key, factor * (double) values.get(key)));
    return config.with(slower);
  }
}
