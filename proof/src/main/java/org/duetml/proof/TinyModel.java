package org.duetml.proof;

import java.time.Instant;
import java.util.Map;
import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.duetml.data.Distributions;
import org.duetml.model.DuetModel;
import org.duetml.model.Provenance;

/** A whole model of a few hundred weights, trained in no time. */
public final class TinyModel {
  private TinyModel() {}

  /**
   * Its configuration: every phase, few iterations, the smallest networks.
   *
   * @return keys and values
   */
  public static Map<String, Object> settings() {
    return Map.ofEntries(
        Map.entry("sampler.width", 4),
        Map.entry("sampler.layers", 1),
        Map.entry("energy.width", 4),
        Map.entry("energy.layers", 1),
        Map.entry("energy.fourier-features", 2),
        Map.entry("value.width", 4),
        Map.entry("value.layers", 1),
        Map.entry("pretrain.iterations", 5),
        Map.entry("pretrain.batch", 16),
        Map.entry("warm-start.iterations", 2),
        Map.entry("warm-start.batch", 16),
        Map.entry("warm-start.pool", 64),
        Map.entry("warm-start.value-iterations", 2),
        Map.entry("gcd.steps", 2),
        Map.entry("gcd.iterations", 3),
        Map.entry("gcd.batch", 16),
        Map.entry("calibration.iterations", 2),
        Map.entry("calibration.batch", 16),
        Map.entry("calibration.pool", 64),
        Map.entry("calibration.noising-iterations", 2),
        Map.entry("calibration.normalizer-draws", 1000),
        Map.entry("threads", 1));
  }

  /**
   * Trains it.
   *
   * @return on eight Gaussians, the same bytes every time
   */
  public static DuetModel train() {
    DuetModel model = Duet.train(Distributions.named("8gaussians"), DuetConfig.of(settings()));
    Map<String, Object> metrics = Map.of("sliced_wasserstein", 0.25);
    return new DuetModel(
        model.config(),
        model.standardization(),
        model.players(),
        new Provenance("0.1.0", 0, "8gaussians", Instant.EPOCH, metrics),
        model.normalizer());
  }
}
