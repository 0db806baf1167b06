package org.duetml.kernel;

/** Activations with their slopes, in loops over single elements; slope may be null. */
final class ScalarActivations {
  private static final ThreadLocal<Block> BLOCK = ThreadLocal.withInitial(Block::new);

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
      case RELU -> relu(in, out, slopes, start, end);
      case SILU, SOFTPLUS, TANH -> exponential(activation, in, out, slopes, start, end);
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

  /** Block by block, so that what one loop leaves for the next stays in the nearest cache. */
  private static void exponential(
      Activation activation, float[] z, float[] y, float[] slope, int from, int to) {
    Block block = BLOCK.get();
    for (int start = from; start < to; start += Block.SIZE) {
      int count = Math.min(Block.SIZE, to - start);
      System.arraycopy(z, start, block.x, 0, count);
      switch (activation) {
        case SILU -> silu(block, count);
        case SOFTPLUS -> softplus(block, count);
        default -> tanh(block, count);
      }
      System.arraycopy(block.y, 0, y, start, count);
      if (slope != null) {
        System.arraycopy(block.slope, 0, slope, start, count);
      }
    }
  }

  /** With the sigmoid s, the slope of {@code y = x s} is {@code s + y (1 - s)}. */
  private static void silu(Block block, int count) {
    exponentials(-1, block.x, block.p, block.power, count);
    silu(block.x, block.p, block.power, block.y, block.slope, count);
  }

  private static void silu(
      float[] x, float[] p, float[] power, float[] y, float[] slope, int count) {
    for (int i = 0; i < count; i++) {
      float e = p[i] * power[i];
      float sigmoid = ScalarMath.sigmoid(x[i], e);
      float value = x[i] * sigmoid;
      y[i] = value;
      slope[i] = Math.fma(value, 1 - sigmoid, sigmoid);
    }
  }

  /** {@code log(1 + exp(x)) = max(0, x) + log(1 + exp(-|x|))}; its slope is the sigmoid. */
  private static void softplus(Block block, int count) {
    exponentials(-1, block.x, block.p, block.power, count);
    softplus(block.x, block.p, block.power, block.y, block.slope, count);
  }

  private static void softplus(
      float[] x, float[] p, float[] power, float[] y, float[] slope, int count) {
    for (int i = 0; i < count; i++) {
      float e = p[i] * power[i];
      y[i] = Math.max(x[i], 0) + ScalarMath.log1pOfExp(e);
      slope[i] = ScalarMath.sigmoid(x[i], e);
    }
  }

  /**
   * {@code tanh|x| = (1 - e) / (1 + e)} with {@code e = exp(-2|x|)}, and a polynomial where {@code
   * 1 - e} would cancel; the slope is {@code 4 e / (1 + e)^2}.
   */
  private static void tanh(Block block, int count) {
    exponentials(-2, block.x, block.p, block.power, count);
    tanh(block.x, block.p, block.power, block.y, block.slope, count);
  }

  private static void tanh(
      float[] x, float[] p, float[] power, float[] y, float[] slope, int count) {
    for (int i = 0; i < count; i++) {
      float e = p[i] * power[i];
      float share = 1 / (e + 1);
      float large = Math.copySign((1 - e) * share, x[i]);
      boolean small = Math.abs(x[i]) <= Coefficients.TANH_SMALL;
      y[i] = small ? ScalarMath.tanhOfSmall(x[i]) : large;
      slope[i] = e * 4 * share * share;
    }
  }

  /**
   * {@code exp(factor |x|)}, with -1 or -2 for factor, as p times a power of two, within 1.1 ulp; 0
   * below {@link Coefficients#EXP_NORMAL_MIN}. In two loops: the JIT compiler makes SIMD
   * instructions of the polynomial, but not of arithmetic on the bits of a float.
   */
  private static void exponentials(float factor, float[] x, float[] p, float[] power, int count) {
    for (int i = 0; i < count; i++) {
      float argument = Math.abs(x[i]) * factor;
      float normal = ScalarMath.atLeastNormal(argument);
      float rounded = ScalarMath.roundedPower(normal);
      float remainder = ScalarMath.expOfRemainder(normal, rounded - Coefficients.ROUNDER);
      power[i] = rounded;
      p[i] = remainder * ScalarMath.inNormalRange(argument);
    }
    for (int i = 0; i < count; i++) {
      int n = Float.floatToRawIntBits(power[i]) - Coefficients.ROUNDER_BITS;
      power[i] = ScalarMath.powerOfTwo(n);
    }
  }

  /** Elements on their way through the loops, each step's in an array of its own. */
  private static final class Block {
    static final int SIZE = 512;

    final float[] x = new float[SIZE];
    final float[] p = new float[SIZE];
    final float[] power = new float[SIZE];
    final float[] y = new float[SIZE];
    final float[] slope = new float[SIZE];
  }
}
