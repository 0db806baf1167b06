package org.duetml.tabular.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.duetml.config.DuetConfig;

/**
 * The configuration of a table's training, where it differs from {@link DuetConfig#defaults()}: all
 * rules are here. They know the numbers of rows and of encoded dimensions and nothing else of the
 * data, and were chosen on penguins, titanic, diamonds and five tables of ADBench together.
 */
public final class TableDefaults {
  /** Up to here rows are points of a plane or nearly so: the defaults of points serve. */
  private static final int FEW_DIMENSIONS = 4;

  /** Beyond, log Z was not reliable where it was tried (penguins). */
  private static final int MOST_FOR_DENSITY = 16;

  private static final int MANY_DIMENSIONS = 128;

  /** Beyond, a longer training at a higher rate learns nothing by heart. */
  private static final int MANY_ROWS = 2000;

  /** Rows per dimension below which many dimensions are drawn by factors. */
  private static final double FEW_ROWS = 1.5;

  private TableDefaults() {}

  /**
   * Whether a table is one of hundreds of dimensions and about as few rows, or fewer, whose rows
   * are drawn as a few factors and noise. With 64 dimensions that was worse.
   *
   * @param rows of the training
   * @param dimensions of an encoded row
   * @return false for most tables
   */
  public static boolean isWide(int rows, int dimensions) {
    return dimensions > MANY_DIMENSIONS && rows < FEW_ROWS * dimensions;
  }

  /**
   * The defaults for a table.
   *
   * @param rows of the training
   * @param dimensions of an encoded row
   * @return keys of the configuration with their values
   */
  public static Map<String, Object> of(int rows, int dimensions) {
    return dimensions <= FEW_DIMENSIONS ? Map.of() : ofManyColumns(rows, dimensions);
  }

  private static Map<String, Object> ofManyColumns(int rows, int dimensions) {
    boolean density = dimensions <= MOST_FOR_DENSITY;
    boolean wide = isWide(rows, dimensions);
    Map<String, Object> keys = new LinkedHashMap<>();
    // Every step decides between categories: more of them than points need.
    keys.put("gcd.steps", 10);
    // The sampler must tell which categories go together: 256 units with batches of 512 did better
    // on titanic than 128 with batches of 2560, in less time.
    keys.put("sampler.width", dimensions <= MANY_DIMENSIONS || wide ? 256 : 512);
    // In units of the standardised data, where the answers of an indicator are at least 2 apart.
    keys.put("sampler.noise-min", 0.15);
    // Few rows are learned by heart when they are seen too often; of tens of thousands, 12,000
    // iterations gave no better ones than 6000.
    keys.put("pretrain.iterations", wide ? 1000 : rows > MANY_ROWS ? 6000 : 3000);
    keys.put("pretrain.batch", rows > MANY_ROWS ? 1024 : 512);
    keys.put("pretrain.learning-rate", rows > MANY_ROWS ? 0.005 : 0.002);
    // The game made the samples of penguins and titanic worse wherever it was played; its guard
    // then went back to the sampler it began with.
    keys.put("gcd.iterations", 0);
    keys.put("warm-start.value-iterations", 0);
    keys.put("warm-start.iterations", density ? 500 : 0);
    keys.put("warm-start.pool", 20_000);
    keys.put("calibration.iterations", density ? 400 : 0);
    keys.put("calibration.noising-iterations", density ? 400 : 0);
    keys.put("calibration.pool", 20_000);
    keys.put("calibration.normalizer-draws", density ? 50_000 : 0);
    return keys;
  }
}
