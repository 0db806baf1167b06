package org.duetml.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;

/**
 * An {@link Mlp} in float64, written from its definition one row at a time, with tensors that a
 * test can change: what networks and losses are checked against.
 */
public final class ReferenceMlp {
  private static final double LEVEL_FREQUENCY_MIN = 0.3;
  private static final double LEVEL_FREQUENCY_MAX = 6;

  private final MlpShape shape;
  private final Map<String, double[][]> tensors = new LinkedHashMap<>();

  public ReferenceMlp(Mlp network) {
    shape = network.shape();
    network.tensors().forEach((name, tensor) -> tensors.put(name, doubles(tensor)));
  }

  /** The values of a matrix. */
  public static double[][] doubles(Matrix matrix) {
    double[][] values = new double[matrix.rows()][matrix.columns()];
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        values[r][c] = matrix.get(r, c);
      }
    }
    return values;
  }

  /** The storage of a tensor, to be changed by a test. */
  public double[][] tensor(String name) {
    return tensors.get(name);
  }

  /** The outputs of a network without conditions. */
  public double[] forward(double[] x) {
    return forward(x, 0, 0);
  }

  /** The outputs; step and level are ignored by networks that are not told them. */
  public double[] forward(double[] x, int step, double level) {
    double[] values = features(x, level);
    for (int layer = 0; layer < shape.layers(); layer++) {
      String name = "hidden." + layer;
      values = affine(values, name);
      for (int c = 0; c < values.length; c++) {
        if (shape.steps() > 0) {
          double scale = tensor(name + ".scale")[step][c];
          values[c] = scale * values[c] + tensor(name + ".shift")[step][c];
        }
        values[c] = activated(shape.activation(), values[c]);
      }
    }
    return affine(values, "output");
  }

  private double[] features(double[] x, double level) {
    int fourier = shape.fourierFeatures();
    int levels = shape.levelFrequencies();
    double[] features = new double[x.length + 2 * fourier + 2 * levels];
    System.arraycopy(x, 0, features, 0, x.length);
    for (int f = 0; f < fourier; f++) {
      double angle = 0;
      for (int d = 0; d < x.length; d++) {
        angle += x[d] * tensor("fourier.frequencies")[d][f];
      }
      features[x.length + f] = StrictMath.sin(angle);
      features[x.length + fourier + f] = StrictMath.cos(angle);
    }
    for (int f = 0; f < levels; f++) {
      double angle = level * levelFrequency(f, levels);
      features[x.length + 2 * fourier + f] = StrictMath.sin(angle);
      features[x.length + 2 * fourier + levels + f] = StrictMath.cos(angle);
    }
    return features;
  }

  private static double levelFrequency(int f, int count) {
    double exponent = count == 1 ? 0 : f / (count - 1.0);
    return LEVEL_FREQUENCY_MIN
        * StrictMath.pow(LEVEL_FREQUENCY_MAX / LEVEL_FREQUENCY_MIN, exponent);
  }

  private double[] affine(double[] x, String layer) {
    double[][] weights = tensor(layer + ".weight");
    double[] y = tensor(layer + ".bias")[0].clone();
    for (int k = 0; k < weights.length; k++) {
      for (int c = 0; c < y.length; c++) {
        y[c] += x[k] * weights[k][c];
      }
    }
    return y;
  }

  private static double activated(Activation activation, double z) {
    return switch (activation) {
      case IDENTITY -> z;
      case SILU -> z / (1 + StrictMath.exp(-z));
      case SOFTPLUS -> StrictMath.log1p(StrictMath.exp(z));
      case RELU -> Math.max(0, z);
      case TANH -> StrictMath.tanh(z);
    };
  }
}
