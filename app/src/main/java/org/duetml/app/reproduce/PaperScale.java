package org.duetml.app.reproduce;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.duetml.config.DuetConfig;

/**
 * How much work the reproduction of the paper's tables puts into its cells.
 *
 * @param seeds of every cell
 * @param changes configuration keys that all trainings share, by dotted key
 * @param predictorIterations updates of the noise predictor that serves every number of steps
 * @param samples drawn for every figure
 * @param claimDraws draws per seed for the cells that the first claim compares; one elsewhere
 * @param searchSamples drawn for each candidate of the schedule search, half as many at 1000 steps
 */
public record PaperScale(
    List<Long> seeds,
    Map<String, Object> changes,
    int predictorIterations,
    int samples,
    int claimDraws,
    int searchSamples) {
  /** Seeds of the full run, unless told. */
  public static final int FULL_SEEDS = 5;

  private static final int FINGERPRINT_BYTES = 4;

  /** Copies. */
  public PaperScale {
    seeds = List.copyOf(seeds);
    changes = Collections.unmodifiableMap(new TreeMap<>(changes));
  }

  /**
   * The defaults of {@code duet train}, measured as the project's results are.
   *
   * @param seeds how many, from 0 on
   * @return 100,000 samples per draw, five draws for the first claim
   */
  public static PaperScale full(int seeds) {
    return new PaperScale(from0(seeds), Map.of(), 6000, 100_000, 5, 20_000);
  }

  /**
   * The same cells in minutes: shorter trainings, fewer samples.
   *
   * @param seeds how many, from 0 on
   * @return 50,000 samples per draw, one draw
   */
  public static PaperScale quick(int seeds) {
    Map<String, Object> shorter =
        Map.of(
            "pretrain.iterations", 1500,
            "warm-start.iterations", 500,
            "gcd.iterations", 1500,
            // A longer average would still hold what the game began with.
            "gcd.ema", 0.998,
            "calibration.iterations", 300);
    return new PaperScale(from0(seeds), shorter, 3000, 50_000, 1, 10_000);
  }

  private static List<Long> from0(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  /** The configuration that all trainings of one seed start from: one thread per cell. */
  DuetConfig config(long seed) {
    // A game that turns bad counts as one: none is tried again.
    return DuetConfig.defaults()
        .with(changes)
        .with(Map.of("seed", seed, "threads", 1, "guard.tries", 0));
  }

  /**
   * Tells configurations apart, so that what was measured under other defaults is not taken.
   *
   * @param config of any seed
   * @return the same for every seed
   */
  static String fingerprint(DuetConfig config) {
    String text = config.with("seed", 0).toMap().toString();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
