package org.duetml.tabular.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.duetml.config.DuetConfig;

/**
 * The configuration of a table's training, where it differs from {@link DuetConfig#defaults()}: all
 * rules are here. They know the numbers of rows and of encoded dimensions and nothing else of the
 * data, and were chosen on penguins, titanic, diamonds and 8 Gaussians together.
 */
public final class TableDefaults {
  private static final int FEW_DIMENSIONS = 4;
  private static final int MANY_DIMENSIONS = 128;
  private static final int MANY_ROWS = 20_000;

  private TableDefaults() {}

  /**
   * The defaults for a table.
   *
   * @param rows of the training
   * @param dimensions of an encoded row
   * @return keys of the configuration with their values
   */
  public static Map<String, Object> of(int rows, int dimensions) {
    // The sampler must tell which categories go together: on titanic, 256 units reach with a fifth
    // of the rows per iteration what 128 do not reach at all.
    int width = dimensions <= FEW_DIMENSIONS ? 128 : dimensions <= MANY_DIMENSIONS ? 256 : 512;
    // Few rows are learned by heart when they are seen too often.
    int iterations = rows > MANY_ROWS ? 6000 : 3000;
    Map<String, Object> keys = new LinkedHashMap<>();
    // Mixed columns need more steps than points of a plane: each decides between categories.
    keys.put("gcd.steps", 10);
    keys.put("sampler.width", width);
    keys.put("energy.width", 128);
    // In the units of the standardised data: half the distance of an indicator's two answers is
    // at least 1, so this noise does not blur them.
    keys.put("sampler.noise-min", 0.15);
    keys.put("pretrain.iterations", iterations);
    keys.put("pretrain.batch", 512);
    keys.put("warm-start.iterations", 200);
    keys.put("warm-start.pool", 20_000);
    keys.put("gcd.iterations", 200);
    keys.put("calibration.iterations", 200);
    keys.put("calibration.noising-iterations", 200);
    keys.put("calibration.pool", 20_000);
    keys.put("calibration.normalizer-draws", 20_000);
    return keys;
  }
}
