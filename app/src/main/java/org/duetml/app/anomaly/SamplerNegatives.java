package org.duetml.app.anomaly;

import java.util.Arrays;
import java.util.Map;
import org.duetml.Duet;
import org.duetml.anomaly.Negatives;
import org.duetml.config.DuetConfig;
import org.duetml.data.ArrayData;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * Samples of a diffusion sampler of 5 steps that is trained on the rows: pretrained alone, or
 * through the joint game as well. The same short training for every table. Not thread-safe.
 */
final class SamplerNegatives implements Negatives {
  private static final Map<String, Object> SHORT =
      Map.ofEntries(
          Map.entry("threads", 1),
          Map.entry("pretrain.iterations", 400),
          Map.entry("pretrain.batch", 512),
          Map.entry("pretrain.ema", 0.99),
          Map.entry("warm-start.iterations", 200),
          Map.entry("warm-start.batch", 256),
          Map.entry("warm-start.pool", 5000),
          Map.entry("warm-start.value-iterations", 100),
          Map.entry("gcd.iterations", 300),
          Map.entry("gcd.batch", 128),
          Map.entry("gcd.ema", 0.99),
          Map.entry("gcd.log-every", 50),
          Map.entry("calibration.iterations", 0),
          Map.entry("calibration.noising-iterations", 0),
          Map.entry("calibration.normalizer-draws", 0));

  /** Energy and values are of no use to a sampler that stays as it is. */
  private static final Map<String, Object> FROZEN =
      Map.of("gcd.iterations", 0, "warm-start.iterations", 0, "warm-start.value-iterations", 0);

  private final boolean joint;
  private final long seed;
  private boolean startKept;

  SamplerNegatives(boolean joint, long seed) {
    this.joint = joint;
    this.seed = seed;
  }

  @Override
  public Matrix draw(Matrix rows, int count, ShardExecutor executor) {
    DuetConfig game = DuetConfig.of(SHORT).with("seed", seed);
    DuetModel model = Duet.train(data(rows), joint ? game : game.with(FROZEN));
    Matrix pretrained = model.samplePretrained(count, seed, executor).orElseThrow();
    if (!joint) {
      return pretrained;
    }
    Matrix samples = model.sample(0, count, seed, executor);
    startKept = Arrays.equals(samples.values(), pretrained.values());
    return samples;
  }

  /** Whether the game's guard kept the sampler that the last game began with. */
  boolean startKept() {
    return startKept;
  }

  private static ArrayData data(Matrix rows) {
    float[][] values = new float[rows.rows()][rows.columns()];
    for (int row = 0; row < values.length; row++) {
      for (int c = 0; c < rows.columns(); c++) {
        values[row][c] = rows.get(row, c);
      }
    }
    return ArrayData.of("training rows", values);
  }
}
