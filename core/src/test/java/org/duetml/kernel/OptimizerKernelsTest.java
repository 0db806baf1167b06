package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Adam and the moving average against their formulas in double precision. */
class OptimizerKernelsTest {
  private static final int COUNT = 77;
  private static final double TOLERANCE = 1e-6;

  private final Kernels kernels = Kernels.get();

  private static float[] values(int step) {
    return TestData.matrix(step, 1, COUNT).values();
  }

  @Test
  void adamFollowsItsAlgorithm() {
    float[] w = values(1);
    float[] g = values(2);
    float[] m = values(3);
    float[] v = values(4);
    for (int i = 0; i < v.length; i++) {
      v[i] *= v[i];
    }
    float[] oldW = w.clone();
    float[] oldM = m.clone();
    float[] oldV = v.clone();
    kernels.adam(w, g, m, v, 0.5f, 0.9f, 0.99f, 0.01f, 1e-8f, 0.001f, 3, 71);
    for (int i = 0; i < COUNT; i++) {
      double gradient = 0.5 * g[i];
      double first = 0.9 * oldM[i] + 0.1 * gradient;
      double second = 0.99 * oldV[i] + 0.01 * gradient * gradient;
      double moved = oldW[i] * (1 - 0.001) - 0.01 * first / (StrictMath.sqrt(second) + 1e-8);
      boolean inside = i >= 3 && i < 71;
      assertEquals(inside ? first : oldM[i], m[i], TOLERANCE);
      assertEquals(inside ? second : oldV[i], v[i], TOLERANCE * (1 + oldV[i]));
      assertEquals(inside ? moved : oldW[i], w[i], TOLERANCE);
    }
  }

  @Test
  void adamLeavesPaddingAtZero() {
    float[] w = new float[COUNT];
    kernels.adam(w, w.clone(), w.clone(), w.clone(), 1, 0.9f, 0.999f, 1, 1e-8f, 0.1f, 0, COUNT);
    for (float value : w) {
      assertEquals(0, value);
    }
  }

  @Test
  void blendMovesTowardsTheValue() {
    float[] average = values(1);
    float[] value = values(2);
    float[] old = average.clone();
    kernels.blend(average, value, 0.25f, 5, 70);
    for (int i = 0; i < COUNT; i++) {
      boolean inside = i >= 5 && i < 70;
      assertEquals(inside ? 0.75 * old[i] + 0.25 * value[i] : old[i], average[i], TOLERANCE);
    }
  }
}
