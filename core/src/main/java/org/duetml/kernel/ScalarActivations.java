package org.duetml.kernel;

/** Activations with their slopes, one element at a time; slope may be null. */
final class ScalarActivations {
  private ScalarActivations() {}

  static void activate(
      Activation activation,
      Matrix z,
      Modulation modulation,
      Matrix y,
      Matrix slope,
      int from,
      int to) {
    Matrix u = z;
    if (modulation != null) {
      ScalarModulation.forward(z, modulation, y, from, to);
      u = y;
    }
    float[] in = u.values();
    float[] out = y.values();
    float[] slopes = slope == null ? null : slope.values();
    int start = from * z.stride();
    int end = to * z.stride();
    switch (activation) {
      case IDENTITY -> identity(in, out, slopes, start, end);
      case SILU -> silu(in, out, slopes, start, end);
      case SOFTPLUS -> softplus(in, out, slopes, start, end);
      case RELU -> relu(in, out, slopes, start, end);
      case TANH -> tanh(in, out, slopes, start, end);
    }
  }

  private static void identity(float[] z, float[] y, float[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = z[i];
      if (slope != null) {
        slope[i] = 1;
      }
    }
  }

  private static void relu(float[] z, float[] y, float[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      float x = z[i];
      y[i] = Math.max(x, 0);
      if (slope != null) {
        slope[i] = x <= 0 ? 0 : 1;
      }
    }
  }

  /** With the sigmoid s, the slope of {@code y = x s} is {@code s + y (1 - s)}. */
  private static void silu(float[] z, float[] y, float[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      float x = z[i];
      float e = ScalarMath.expOfNegative(-Math.abs(x));
      float sigmoid = ScalarMath.bySign(x, e, 1) / (e + 1);
      float value = x * sigmoid;
      y[i] = value;
      if (slope != null) {
        slope[i] = Math.fma(value, 1 - sigmoid, sigmoid);
      }
    }
  }

  /** {@code log(1 + exp(x)) = max(0, x) + log(1 + exp(-|x|))}; its slope is the sigmoid. */
  private static void softplus(float[] z, float[] y, float[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      float x = z[i];
      float e = ScalarMath.expOfNegative(-Math.abs(x));
      y[i] = Math.max(x, 0) + ScalarMath.log1pOfExp(e);
      if (slope != null) {
        slope[i] = ScalarMath.bySign(x, e, 1) / (e + 1);
      }
    }
  }

  /**
   * {@code tanh|x| = (1 - e) / (1 + e)} with {@code e = exp(-2|x|)}, and a polynomial where {@code
   * 1 - e} would cancel; the slope is {@code 4 e / (1 + e)^2}.
   */
  private static void tanh(float[] z, float[] y, float[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      float x = z[i];
      float size = Math.abs(x);
      float e = ScalarMath.expOfNegative(size * -2);
      float share = 1 / (e + 1);
      float large = Math.copySign((1 - e) * share, x);
      y[i] = size <= Coefficients.TANH_SMALL ? ScalarMath.tanhOfSmall(x) : large;
      if (slope != null) {
        slope[i] = e * 4 * share * share;
      }
    }
  }
}
