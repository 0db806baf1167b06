package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** exp, log, sine and cosine against StrictMath in double precision. */
class ElementaryFunctionsTest {
  private static final int COUNT = 400_000;

  private final Kernels kernels = Kernels.get();

  private interface Function {
    void apply(float[] x, float[] y, int from, int to);
  }

  private static float[] apply(Function function, float... x) {
    float[] y = new float[x.length];
    function.apply(x, y, 0, x.length);
    return y;
  }

  /** Evenly spaced from {@code from} to {@code to}. */
  private static float[] grid(double from, double to) {
    float[] x = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      x[i] = (float) (from + (to - from) * i / (COUNT - 1));
    }
    return x;
  }

  private static double largestUlps(float[] x, float[] y, DoubleUnaryOperator exact) {
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      double expected = exact.applyAsDouble(x[i]);
      largest = Math.max(largest, Math.abs(y[i] - expected) / Math.ulp((float) expected));
    }
    return largest;
  }

  private static double largestError(float[] x, float[] y, DoubleUnaryOperator exact) {
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(y[i] - exact.applyAsDouble(x[i])));
    }
    return largest;
  }

  @Test
  void expIsWithinTwoUlps() {
    for (float[] x : new float[][] {grid(-104, 88.7), grid(-1, 1), grid(-1e-6, 1e-6)}) {
      assertTrue(largestUlps(x, apply(kernels::exp, x), StrictMath::exp) < 1.1);
    }
  }

  @Test
  void expAtTheEndsOfItsRange() {
    float infinity = Float.POSITIVE_INFINITY;
    float[] x = {0, -0f, -infinity, infinity, Float.NaN, 88.73f, 1e30f, -104, -1e30f, 1e-40f};
    float[] y = {1, 1, 0, infinity, Float.NaN, infinity, infinity, 0, 0, 1};
    assertArrayEquals(y, apply(kernels::exp, x));
  }

  @Test
  void logIsWithinTwoUlps() {
    for (float[] x : new float[][] {grid(0.4, 3), grid(0.999, 1.001), grid(1e-3, 1e6)}) {
      assertTrue(largestUlps(x, apply(kernels::log, x), StrictMath::log) < 1.1);
    }
    float[] everyMagnitude = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      everyMagnitude[i] = Float.intBitsToFloat((int) (0x7f800000L * (i + 1) / (COUNT + 1)));
    }
    float[] logs = apply(kernels::log, everyMagnitude);
    assertTrue(largestUlps(everyMagnitude, logs, StrictMath::log) < 1.1);
  }

  @Test
  void logAtTheEndsOfItsRange() {
    float infinity = Float.POSITIVE_INFINITY;
    float[] x = {1, 0, -0f, -1, -infinity, infinity, Float.NaN, -Float.MIN_VALUE};
    float[] y = {0, -infinity, -infinity, Float.NaN, Float.NaN, infinity, Float.NaN, Float.NaN};
    assertArrayEquals(y, apply(kernels::log, x));
  }

  @Test
  void sineAndCosineWithinTwoTenMillionths() {
    for (float[] x : new float[][] {grid(-10_000, 10_000), grid(-7, 7), grid(-1e-3, 1e-3)}) {
      float[] sine = new float[COUNT];
      float[] cosine = new float[COUNT];
      kernels.sinCos(x, sine, cosine, 0, COUNT);
      assertTrue(largestError(x, sine, StrictMath::sin) < 1e-7);
      assertTrue(largestError(x, cosine, StrictMath::cos) < 1e-7);
    }
  }

  @Test
  void sineOfSmallAnglesIsWithinTwoUlps() {
    float[] x = grid(-0.7, 0.7);
    float[] sine = new float[COUNT];
    kernels.sinCos(x, sine, new float[COUNT], 0, COUNT);
    assertTrue(largestUlps(x, sine, StrictMath::sin) < 1.1);
  }

  @Test
  void anglesBeyondAMillionAreNotGuessed() {
    float[] x = {1.1e6f, -1e30f, Float.POSITIVE_INFINITY, Float.NaN};
    float[] sine = new float[x.length];
    float[] cosine = new float[x.length];
    kernels.sinCos(x, sine, cosine, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      assertTrue(Float.isNaN(sine[i]) && Float.isNaN(cosine[i]));
    }
  }

  @Test
  void onlyTheRangeIsWritten() {
    float[] x = grid(0, 1);
    float[] y = new float[COUNT];
    kernels.exp(x, y, 5, 38);
    assertEquals(0, y[4]);
    assertTrue(y[5] > 0 && y[37] > 0);
    assertEquals(0, y[38]);
  }
}
