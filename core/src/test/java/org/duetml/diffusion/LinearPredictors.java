package org.duetml.diffusion;

import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpShape;

/**
 * Noise predictors that are linear in x at every step, with coefficients of the test's choice: for
 * Gaussian data the best predictor is linear, and everything about it is known in closed form.
 */
public final class LinearPredictors {
  private LinearPredictors() {}

  /** {@code eps(x, t) = slopes[t] x + offsets[t]}, each offset a vector of D. */
  public static NoisePredictor of(double[] slopes, double[][] offsets) {
    int dimension = offsets[0].length;
    MlpShape shape =
        MlpShape.plain(dimension, dimension, dimension, 1, Activation.IDENTITY)
            .withSteps(slopes.length);
    Mlp network = new Mlp(shape, Initialization.HE, 0);
    fillIdentity(network.tensors().get("hidden.0.weight"));
    fillIdentity(network.tensors().get("output.weight"));
    for (int t = 0; t < slopes.length; t++) {
      for (int d = 0; d < dimension; d++) {
        network.tensors().get("hidden.0.scale").set(t, d, (float) slopes[t]);
        network.tensors().get("hidden.0.shift").set(t, d, (float) offsets[t][d]);
      }
    }
    network.parametersChanged();
    return new NoisePredictor(network);
  }

  private static void fillIdentity(Matrix weights) {
    for (int r = 0; r < weights.rows(); r++) {
      for (int c = 0; c < weights.columns(); c++) {
        weights.set(r, c, r == c ? 1 : 0);
      }
    }
  }

  /**
   * The best predictor for data of {@code N(mean, deviation^2 I)}, {@code E[eps | x_t]}; deviation
   * 0 is a single point.
   */
  public static NoisePredictor perfect(NoiseSchedule schedule, double[] mean, double deviation) {
    double[] slopes = new double[schedule.steps()];
    double[][] offsets = new double[schedule.steps()][mean.length];
    for (int t = 0; t < slopes.length; t++) {
      double left = schedule.alphaBar(t);
      slopes[t] = slope(left, deviation);
      for (int d = 0; d < mean.length; d++) {
        offsets[t][d] = -slopes[t] * Math.sqrt(left) * mean[d];
      }
    }
    return of(slopes, offsets);
  }

  /** Regression of eps on x: their covariance {@code sqrt(1 - alphaBar)} over the variance of x. */
  static double slope(double alphaBar, double deviation) {
    return Math.sqrt(1 - alphaBar) / (alphaBar * deviation * deviation + 1 - alphaBar);
  }
}
