package org.duetml.kernel;

/** Element by element over any range, one at a time. */
final class ScalarElementwise {
  private ScalarElementwise() {}

  static void multiply(float[] a, float[] b, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = a[i] * b[i];
    }
  }

  static void exp(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = ScalarMath.exp(x[i]);
    }
  }

  static void log(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = ScalarMath.log(x[i]);
    }
  }

  static void sinCos(float[] x, float[] sine, float[] cosine, int from, int to) {
    for (int i = from; i < to; i++) {
      float rounded = ScalarMath.roundedHalfTurns(x[i]);
      float r = ScalarMath.withoutHalfTurns(x[i], rounded - Coefficients.ROUNDER);
      int n = Float.floatToRawIntBits(rounded);
      sine[i] = ScalarMath.negateIfOdd(n, ScalarMath.sine(r));
      cosine[i] = ScalarMath.negateIfOdd(n, ScalarMath.cosine(r));
    }
  }

  static void adam(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      float gradientScale,
      float beta1,
      float beta2,
      float rate,
      float epsilon,
      float decay,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float gradient = g[i] * gradientScale;
      float first = Math.fma(m[i], beta1, gradient * (1 - beta1));
      float second = Math.fma(v[i], beta2, gradient * gradient * (1 - beta2));
      m[i] = first;
      v[i] = second;
      float step = first * -rate / ((float) Math.sqrt(second) + epsilon);
      w[i] = Math.fma(w[i], 1 - decay, step);
    }
  }

  static void blend(float[] average, float[] value, float weight, int from, int to) {
    for (int i = from; i < to; i++) {
      average[i] = Math.fma(value[i] - average[i], weight, average[i]);
    }
  }
}
