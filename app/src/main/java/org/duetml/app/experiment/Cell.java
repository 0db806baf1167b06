package org.duetml.app.experiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One measurement of an experiment. Cells that differ in their seed only share experiment and
 * label, and are summarised together.
 *
 * @param experiment the group it belongs to, for example {@code sweep}
 * @param label what is measured, for users, for example {@code gcd.tau=0.05}
 * @param seed decides every random number
 * @param settings everything else that decides the figures, in the order to show; a stored result
 *     with other settings is not this cell's
 * @param measurement does it
 */
public record Cell(
    String experiment,
    String label,
    long seed,
    Map<String, String> settings,
    Measurement measurement) {
  private static final int MOST_READABLE_CHARACTERS = 80;
  private static final int DIGEST_CHARACTERS = 8;

  /** Copies the settings. */
  public Cell {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * A name of its own, the same in every run.
   *
   * @return safe as a file's name: readable parts, then a digest of everything but the measurement
   */
  public String id() {
    String readable =
        (experiment + "-" + label).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    int end = Math.min(readable.length(), MOST_READABLE_CHARACTERS);
    return "%s-seed-%d-%s".formatted(readable.substring(0, end), seed, digest());
  }

  private String digest() {
    StringBuilder text = new StringBuilder(experiment + '\n' + label + '\n' + seed);
    settings.forEach((key, value) -> text.append('\n').append(key).append('=').append(value));
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
