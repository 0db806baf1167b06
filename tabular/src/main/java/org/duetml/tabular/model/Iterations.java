package org.duetml.tabular.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.duetml.config.DuetConfig;

/** The keys of a configuration that decide how long a training takes. */
final class Iterations {
  private static final String PRETRAINING = "pretrain.iterations";
  private static final String WARM_START = "warm-start.iterations";
  private static final String CALIBRATION = "calibration.iterations";
  private static final String NOISING = "calibration.noising-iterations";
  private static final String DRAWS = "calibration.normalizer-draws";

  private static final List<String> OTHERS =
      List.of(WARM_START, "warm-start.value-iterations", "gcd.iterations", CALIBRATION, NOISING);

  private Iterations() {}

  /** All iterations times a factor, rounded up, so that no phase is lost. */
  static DuetConfig scaled(DuetConfig config, double factor) {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put(PRETRAINING, (int) Math.ceil(number(config, PRETRAINING) * factor));
    OTHERS.forEach(key -> changes.put(key, (int) Math.ceil(number(config, key) * factor)));
    return config.with(changes);
  }

  /** How many times as many iterations after pretraining one has as another; 0 without any. */
  static double ratio(DuetConfig config, DuetConfig other) {
    return others(config) / Math.max(1, others(other));
  }

  private static double others(DuetConfig config) {
    return OTHERS.stream().mapToDouble(key -> number(config, key)).sum();
  }

  /** Whether a training ends with an estimate of log Z. */
  static boolean estimatesLogNormalizer(DuetConfig config) {
    return config.calibration().normalizerDraws() > 0
        && config.calibration().iterations() > 0
        && config.gcd().tau() > 0;
  }

  static DuetConfig withDraws(DuetConfig config, int draws) {
    return config.with(Map.of(DRAWS, draws));
  }

  /** Without log Z, and without what nothing else needs. */
  static DuetConfig withoutDensity(DuetConfig config) {
    boolean plays = config.gcd().iterations() > 0;
    return config.with(
        Map.of(
            DRAWS,
            0,
            CALIBRATION,
            0,
            NOISING,
            0,
            WARM_START,
            plays ? number(config, WARM_START) : 0));
  }

  /** What differs, for users; empty if nothing does. */
  static String changes(DuetConfig wanted, DuetConfig settled) {
    StringJoiner text = new StringJoiner(", ");
    tell(text, PRETRAINING, wanted, settled);
    OTHERS.forEach(key -> tell(text, key, wanted, settled));
    tell(text, DRAWS, wanted, settled);
    return text.toString();
  }

  private static void tell(StringJoiner text, String key, DuetConfig wanted, DuetConfig settled) {
    int before = number(wanted, key);
    int after = number(settled, key);
    if (before != after) {
      text.add("%s %d in place of %d".formatted(key, after, before));
    }
  }

  private static int number(DuetConfig config, String key) {
    return ((Number) config.toMap().get(key)).intValue();
  }
}
