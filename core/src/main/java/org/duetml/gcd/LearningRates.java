package org.duetml.gcd;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duetml.config.DuetConfig;

/** The learning rates of all stages. */
final class LearningRates {
  private static final List<String> KEYS =
      List.of(
          "pretrain.learning-rate",
          "warm-start.learning-rate",
          "gcd.energy-learning-rate",
          "gcd.value-learning-rate",
          "gcd.sampler-learning-rate",
          "gcd.sigma-learning-rate",
          "calibration.learning-rate",
          "calibration.noising-learning-rate");

  private LearningRates() {}

  /** The configuration with all of them multiplied by a factor from 0 to 1. */
  static DuetConfig scaled(DuetConfig config, double factor) {
    if (factor == 1) {
      return config;
    }
    Map<String, Object> values = config.toMap();
    Map<String, Object> scaled = new HashMap<>();
    KEYS.forEach(key -> scaled.put(key, factor * (double) values.get(key)));
    return config.with(scaled);
  }
}
