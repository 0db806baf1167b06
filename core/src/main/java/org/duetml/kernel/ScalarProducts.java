package org.duetml.kernel;

/** Matrix products. */
final class ScalarProducts {
  private ScalarProducts() {}

  static void affine(Matrix x, Matrix weights, Matrix bias, Matrix y, int from, int to) {
    assert x.columns() == weights.rows() && weights.columns() == y.columns();
    int stride = y.stride();
    for (int r = from; r < to; r++) {
      float[] sums = new float[stride];
      if (bias != null) {
        System.arraycopy(bias.values(), 0, sums, 0, stride);
      }
      for (int k = 0; k < x.columns(); k++) {
        float factor = x.get(r, k);
        for (int j = 0; j < stride; j++) {
          sums[j] = Math.fma(factor, weights.values()[k * stride + j], sums[j]);
        }
      }
      System.arraycopy(sums, 0, y.values(), r * stride, stride);
    }
  }

  static void weightGradient(Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to) {
    assert x.columns() == gradient.rows() && delta.columns() == gradient.columns();
    int stride = delta.stride();
    for (int k = from; k < to; k++) {
      float[] sums = new float[stride];
      for (int r = 0; r < rows; r++) {
        float factor = x.get(r, k);
        for (int j = 0; j < stride; j++) {
          sums[j] = Math.fma(factor, delta.values()[r * stride + j], sums[j]);
        }
      }
      System.arraycopy(sums, 0, gradient.values(), k * stride, stride);
    }
  }
}
