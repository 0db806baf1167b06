package org.duetml;

import java.util.HashMap;
import java.util.Map;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.data.LocalScale;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * Settles what a configuration leaves to the data. Two lengths must fit the finest structure of the
 * data, and both follow from its local scale l, the standard deviation of a mode (1 for a single
 * Gaussian):
 *
 * <ul>
 *   <li>the Fourier frequencies of the energy have standard deviation {@code 1 / (sqrt(2 D) l)}:
 *       the kernel that such features approximate has the typical distance of two points of one
 *       mode as its bandwidth;
 *   <li>the sampler's smallest noise level is {@code 0.8 l}: more would blur the modes before the
 *       last step, less would waste a step within them.
 * </ul>
 */
final class LocalScaleRules {
  private static final String FOURIER_SCALE = "energy.fourier-scale";
  private static final String NOISE_MIN = "sampler.noise-min";
  private static final double NOISE_MIN_FACTOR = 0.8;

  /** Draws from which the local scale is measured; the cost grows with their square. */
  private static final int DRAWS = 1000;

  private LocalScaleRules() {}

  /** The configuration with both lengths set, the user's own where there are any. */
  static DuetConfig settle(DuetConfig config, DataSource standardized, ShardExecutor executor) {
    if (config.energy().fourierScale() > 0 && config.sampler().noiseMin() > 0) {
      return config;
    }
    RandomStream draws = RandomStream.of(config.seed(), "local-scale.data");
    RandomStream noise = RandomStream.of(config.seed(), "local-scale.noise");
    Matrix sample = standardized.sample(draws, 0, DRAWS, executor);
    double scale = LocalScale.estimate(sample, noise, executor);
    double frequency = 1 / (StrictMath.sqrt(2.0 * standardized.dimension()) * scale);
    return fill(config, frequency, NOISE_MIN_FACTOR * scale);
  }

  /** The configuration with both lengths as they were settled for a model. */
  static DuetConfig settleAs(DuetConfig model, DuetConfig config) {
    return fill(config, model.energy().fourierScale(), model.sampler().noiseMin());
  }

  private static DuetConfig fill(DuetConfig config, double fourierScale, double noiseMin) {
    Map<String, Object> settled = new HashMap<>();
    if (config.energy().fourierScale() == 0) {
      settled.put(FOURIER_SCALE, fourierScale);
    }
    if (config.sampler().noiseMin() == 0) {
      settled.put(NOISE_MIN, noiseMin);
    }
    return config.with(settled);
  }
}
