package org.duetml;

import java.util.HashMap;
import java.util.Map;
import org.duetml.config.DuetConfig;

/** Configurations of trainings that pass through all phases in a moment. */
public final class ShortTraining {
  private ShortTraining() {}

  /**
   * Small networks, small batches and few iterations, the same in every phase.
   *
   * @param width of every hidden layer
   * @param batch rows of every batch; pools hold ten times as many
   * @param iterations of every phase
   * @param changes as {@code key=value}
   * @return the configuration of a training
   */
  public static DuetConfig config(int width, int batch, int iterations, String... changes) {
    Map<String, Object> settings = new HashMap<>();
    for (String network : new String[] {"sampler", "energy", "value"}) {
      settings.put(network + ".width", width);
    }
    for (String phase : new String[] {"pretrain", "warm-start", "gcd", "calibration"}) {
      settings.put(phase + ".batch", batch);
      settings.put(phase + ".iterations", iterations);
    }
    for (String phase : new String[] {"warm-start", "calibration"}) {
      settings.put(phase + ".pool", 10 * batch);
    }
    settings.put("warm-start.value-iterations", iterations);
    settings.put("calibration.noising-iterations", iterations);
    settings.put("calibration.normalizer-draws", 0);
    settings.put("gcd.log-every", Math.max(1, iterations / 2));
    settings.put("gcd.steps", 3);
    settings.put("threads", 1);
    for (String change : changes) {
      String[] sides = change.split("=");
      settings.put(sides[0], sides[1]);
    }
    return DuetConfig.of(settings);
  }

  /**
   * The same for data that are standardised already: lengths that are otherwise measured are given.
   *
   * @param width of every hidden layer
   * @param batch rows of every batch; pools hold ten times as many
   * @param iterations of every phase
   * @param changes as {@code key=value}
   * @return the configuration of a training
   */
  public static DuetConfig ofStandardized(int width, int batch, int iterations, String... changes) {
    return config(width, batch, iterations, changes)
        .with(
            Map.of(
                "sampler.noise-min", 0.15,
                "energy.fourier-features", 4,
                "energy.fourier-scale", 1));
  }
}
