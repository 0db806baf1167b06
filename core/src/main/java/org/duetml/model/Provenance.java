package org.duetml.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;

/**
 * How a model came to be. Names no place on the machine that trained it, so that a model can be
 * given away. Immutable.
 *
 * @param duetVersion the version of Duet that trained it
 * @param seed decided every random number of the run
 * @param data the name of the data, for example {@code 8gaussians} or a file's name without folder
 * @param date when training ended, to the second
 * @param metrics what was measured at the end, by the names of {@code metrics.json}; booleans,
 *     texts, whole numbers (kept as {@link Long}) and finite numbers (kept as {@link Double})
 */
public record Provenance(
    String duetVersion, long seed, String data, Instant date, Map<String, Object> metrics) {
  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if a text is blank or holds a path, or a metric is of no
   *     allowed kind
   */
  public Provenance {
    requireName("duetVersion", duetVersion);
    requireName("data", data);
    date = Objects.requireNonNull(date, "date").truncatedTo(ChronoUnit.SECONDS);
    metrics = Scalars.copy("metric", metrics);
    metrics.forEach(
        (key, value) -> {
          if (value instanceof String text) {
            requireName("metric '" + key + "'", text);
          }
        });
  }

  private static void requireName(String what, String text) {
    if (text == null || text.isBlank() || text.contains("/") || text.contains("\\")) {
      throw new IllegalArgumentException(
          "%s = %s: expected a name, not blank and not a path".formatted(what, text));
    }
  }
}
