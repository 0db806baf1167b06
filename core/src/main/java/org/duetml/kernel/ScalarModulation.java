package org.duetml.kernel;

import java.util.Arrays;

/** Feature-wise modulation and its derivatives, row by row. */
final class ScalarModulation {
  private ScalarModulation() {}

  static void forward(Matrix z, Modulation modulation, Matrix y, int from, int to) {
    float[] in = z.values();
    float[] out = y.values();
    float[] scale = modulation.scale().values();
    float[] shift = modulation.shift().values();
    int width = z.width();
    for (int r = from; r < to; r++) {
      int row = r * z.stride();
      int condition = modulation.step()[r] * z.stride();
      for (int j = 0; j < width; j++) {
        out[row + j] = Math.fma(in[row + j], scale[condition + j], shift[condition + j]);
      }
    }
  }

  static void backward(
      Matrix dy, Matrix slope, Modulation modulation, Matrix du, Matrix dz, int from, int to) {
    float[] gradients = dy.values();
    float[] slopes = slope.values();
    float[] scale = modulation.scale().values();
    float[] byModulated = du.values();
    float[] byLinear = dz.values();
    int width = dy.width();
    for (int r = from; r < to; r++) {
      int row = r * dy.stride();
      int condition = modulation.step()[r] * dy.stride();
      for (int j = 0; j < width; j++) {
        float gradient = gradients[row + j] * slopes[row + j];
        float linear = gradient * scale[condition + j];
        byModulated[row + j] = gradient;
        byLinear[row + j] = linear;
      }
    }
  }

  /** Clears some columns of sums. */
  static void clear(Matrix sums, int fromColumn, int toColumn) {
    for (int s = 0; s < sums.rows(); s++) {
      int row = s * sums.stride();
      Arrays.fill(sums.values(), row + fromColumn, row + toColumn, 0);
    }
  }

  /** Adds to sums that were cleared. */
  static void gradient(
      Matrix du,
      Matrix z,
      Modulation modulation,
      int rows,
      Matrix dScale,
      Matrix dShift,
      Matrix dBias,
      int fromColumn,
      int toColumn) {
    float[] scale = modulation.scale().values();
    int stride = du.stride();
    for (int r = 0; r < rows; r++) {
      int row = r * stride;
      int condition = modulation.step()[r] * stride;
      for (int j = fromColumn; j < toColumn; j++) {
        float gradient = du.values()[row + j];
        int sum = condition + j;
        dScale.values()[sum] = Math.fma(gradient, z.values()[row + j], dScale.values()[sum]);
        dShift.values()[sum] += gradient;
        dBias.values()[j] += gradient * scale[sum];
      }
    }
  }
}
