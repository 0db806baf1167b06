package org.duetml;

import java.util.List;
import org.duetml.config.ConfigException;
import org.duetml.config.DuetConfig;

/** The configuration keys that decide the shapes of a model's networks. */
final class ModelShape {
  private static final List<String> SAMPLER_KEYS =
      List.of(
          "sampler.width",
          "sampler.layers",
          "sampler.activation",
          "sampler.schedule",
          "sampler.noise-min",
          "sampler.noise-max",
          "gcd.steps");

  private static final List<String> OTHER_KEYS =
      List.of(
          "energy.width",
          "energy.layers",
          "energy.activation",
          "energy.fourier-features",
          "energy.scale",
          "energy.confinement",
          "value.width",
          "value.layers",
          "gcd.tau");

  private ModelShape() {}

  /** Refuses a configuration under which a model's networks would mean something else. */
  static void requireSame(DuetConfig model, DuetConfig config) {
    requireSameSampler(model, config);
    requireSame(OTHER_KEYS, model, config);
  }

  /** Refuses a configuration under which a model's sampler would mean something else. */
  static void requireSameSampler(DuetConfig model, DuetConfig config) {
    requireSame(SAMPLER_KEYS, model, config);
  }

  private static void requireSame(List<String> keys, DuetConfig model, DuetConfig config) {
    for (String key : keys) {
      Object expected = model.toMap().get(key);
      Object value = config.toMap().get(key);
      if (!expected.equals(value)) {
        throw new ConfigException(
            "%s = %s: expected %s, as the model was trained with".formatted(key, value, expected));
      }
    }
  }
}
