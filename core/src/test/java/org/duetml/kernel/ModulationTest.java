package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The derivatives of modulated activations against their definitions, exactly. */
class ModulationTest {
  private static final int STEPS = 5;
  private static final int COLUMNS = 101;

  private final Kernels kernels = Kernels.get();

  private static Modulation modulation(int rows) {
    Matrix scale = TestData.matrix(2, STEPS, COLUMNS);
    Matrix shift = TestData.matrix(3, STEPS, COLUMNS);
    return new Modulation(scale, shift, TestData.steps(4, rows, STEPS));
  }

  @Test
  void backwardInPlaceAndOnTheGivenRowsOnly() {
    Matrix dy = TestData.matrix(1, 29, COLUMNS);
    Matrix slope = TestData.matrix(5, 29, COLUMNS);
    Modulation modulation = modulation(29);
    Matrix du = TestData.matrix(5, 29, COLUMNS);
    Matrix dz = TestData.matrix(1, 29, COLUMNS);
    kernels.activateBackward(dz, du, modulation, du, dz, 3, 28);
    for (int r = 0; r < 29; r++) {
      boolean inside = r >= 3 && r < 28;
      for (int c = 0; c < COLUMNS; c++) {
        float byModulated = dy.get(r, c) * slope.get(r, c);
        float byLinear = byModulated * modulation.scale().get(modulation.step()[r], c);
        assertEquals(inside ? byModulated : slope.get(r, c), du.get(r, c));
        assertEquals(inside ? byLinear : dy.get(r, c), dz.get(r, c));
      }
    }
  }

  @Test
  void gradientSumsTheRowsOfEachStep() {
    Matrix du = TestData.matrix(1, 61, COLUMNS);
    Matrix z = TestData.matrix(6, 61, COLUMNS);
    Modulation modulation = modulation(61);
    Matrix dScale = TestData.matrix(7, STEPS, COLUMNS);
    Matrix dShift = TestData.matrix(8, STEPS, COLUMNS);
    Matrix dBias = TestData.matrix(9, 1, COLUMNS);
    kernels.modulationGradient(du, z, modulation, 59, dScale, dShift, dBias, 16, 96);
    Matrix scale = TestData.matrix(7, STEPS, COLUMNS);
    Matrix shift = TestData.matrix(8, STEPS, COLUMNS);
    Matrix bias = TestData.matrix(9, 1, COLUMNS);
    for (int c = 16; c < 96; c++) {
      float biasSum = 0;
      for (int r = 0; r < 59; r++) {
        biasSum += du.get(r, c) * modulation.scale().get(modulation.step()[r], c);
      }
      bias.set(0, c, biasSum);
      for (int s = 0; s < STEPS; s++) {
        float scaleSum = 0;
        float shiftSum = 0;
        for (int r = 0; r < 59; r++) {
          boolean member = modulation.step()[r] == s;
          scaleSum = member ? Math.fma(du.get(r, c), z.get(r, c), scaleSum) : scaleSum;
          shiftSum = member ? shiftSum + du.get(r, c) : shiftSum;
        }
        scale.set(s, c, scaleSum);
        shift.set(s, c, shiftSum);
      }
    }
    assertEqualColumns(scale, dScale);
    assertEqualColumns(shift, dShift);
    assertEqualColumns(bias, dBias);
  }

  private static void assertEqualColumns(Matrix expected, Matrix actual) {
    for (int r = 0; r < expected.rows(); r++) {
      for (int c = 0; c < COLUMNS; c++) {
        assertEquals(expected.get(r, c), actual.get(r, c));
      }
    }
  }
}
