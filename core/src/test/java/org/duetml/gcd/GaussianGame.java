package org.duetml.gcd;

import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.LinearPredictors;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.energy.EnergyModel;
import org.duetml.kernel.Activation;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpShape;

/** Players whose laws are all Gaussian, so that everything about them is known in closed form. */
final class GaussianGame {
  private GaussianGame() {}

  /** {@code E = tau |x|^2 / (2 variance)} exactly: the network is switched off. */
  static EnergyModel harmonic(int dimension, double scale, double tau, double variance) {
    Mlp network = plain(MlpShape.plain(dimension, 1, 4, 1, Activation.SILU));
    network.scaleOutput(0);
    return new EnergyModel(network, scale, tau, variance);
  }

  /** A value network, random. */
  static ValueModel value(int dimension, int steps, double scale) {
    MlpShape shape = MlpShape.plain(dimension, 1, 16, 1, Activation.SILU);
    return new ValueModel(plain(shape.withSteps(steps)), scale);
  }

  private static Mlp plain(MlpShape shape) {
    return new Mlp(shape, Initialization.HE, 5);
  }

  /** {@code x_{t+1} = gains[t] x_t + shifts[t] + sigmas[t] z} in every dimension. */
  static DiffusionSampler linear(
      NoiseSchedule schedule, double[] gains, double[] shifts, double[] sigmas, int dimension) {
    double[] slopes = new double[gains.length];
    double[][] offsets = new double[gains.length][dimension];
    for (int t = 0; t < gains.length; t++) {
      double factor = schedule.noiseFactor(t);
      slopes[t] = (schedule.stateFactor(t) - gains[t]) / factor;
      for (int d = 0; d < dimension; d++) {
        offsets[t][d] = -shifts[t] / factor;
      }
    }
    DiffusionSampler sampler = DiffusionSampler.of(schedule, LinearPredictors.of(slopes, offsets));
    for (int t = 0; t < gains.length; t++) {
      sampler.setSigma(t, sigmas[t]);
    }
    return sampler;
  }
}
