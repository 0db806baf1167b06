package org.duetml.app.reproduce;

import java.util.Map;
import org.duetml.Duet;
import org.duetml.EnergyQuality;
import org.duetml.data.Distributions;
import org.duetml.data.GaussianMixture;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * A mixture whose density is to be learned, and how that is measured.
 *
 * @param mixture planar
 * @param scale how much work is put in
 * @param warmUp of the whole comparison
 */
record EnergyTask(GaussianMixture mixture, EnergyScale scale, WarmUp warmUp) {
  private static final String ISLANDS = "islands";

  private static final Map<String, Object> NO_TRAINING =
      Map.of(
          "pretrain.iterations", 0,
          "warm-start.iterations", 0,
          "warm-start.value-iterations", 0,
          "gcd.iterations", 0,
          "calibration.iterations", 0);

  /** The mixture {@code islands} or one that is built in. */
  static EnergyTask named(String name, EnergyScale scale, WarmUp warmUp) {
    GaussianMixture mixture =
        name.equals(ISLANDS) ? islands() : (GaussianMixture) Distributions.named(name);
    return new EnergyTask(mixture, scale, warmUp);
  }

  /** Five modes of very unequal weights, none nearer to another than ten deviations. */
  private static GaussianMixture islands() {
    double[] weights = {0.45, 0.25, 0.15, 0.1, 0.05};
    double[][] means = {{-2.5, -2.5}, {2.5, 2}, {-2, 2.5}, {2.5, -2}, {0, 0}};
    double[] sds = {0.25, 0.25, 0.25, 0.25, 0.25};
    return GaussianMixture.of(ISLANDS, weights, means, sds).withHalfWidth(4);
  }

  /** To be called before anything is timed. */
  void warmUp(ShardExecutor executor) {
    warmUp.once(mixture, scale, executor);
  }

  /** What all methods start from: standardisation, settled lengths and random networks. */
  DuetModel untrained(long seed) {
    return Duet.train(mixture, scale.config(seed).with(NO_TRAINING));
  }

  /** How well a model's energy tells the mixture. */
  Map<String, Object> quality(DuetModel model, long seed, ShardExecutor executor) {
    // Other draws than those of the training.
    long measuringSeed = seed + 1;
    RandomStream stream = RandomStream.of(measuringSeed, "evaluation.reference");
    Matrix data = mixture.sample(stream, 0, scale.samples(), executor);
    return EnergyQuality.of(
        points -> model.energy(points, executor),
        model.config().gcd().tau(),
        mixture,
        data,
        measuringSeed,
        executor);
  }
}
