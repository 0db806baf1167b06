package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Sums over rows and modulation against their definitions, exactly. */
class RowsTest {
  private static final int STEPS = 5;

  private final Kernels kernels = Kernels.get();

  @Test
  void columnSumsRunOverAscendingRows() {
    for (int columns : new int[] {1, 16, 37, 128}) {
      Matrix x = TestData.matrix(columns, 43, columns);
      Matrix sums = new Matrix(1, columns);
      kernels.columnSums(x, 41, sums);
      for (int c = 0; c < columns; c++) {
        float sum = 0;
        for (int r = 0; r < 41; r++) {
          sum += x.get(r, c);
        }
        assertEquals(sum, sums.get(0, c));
      }
    }
  }

  @Test
  void modulateScalesAndShiftsByTheStepOfTheRow() {
    Matrix z = TestData.matrix(1, 29, 37);
    Matrix scale = TestData.matrix(2, STEPS, 37);
    Matrix shift = TestData.matrix(3, STEPS, 37);
    int[] step = TestData.steps(4, 29, STEPS);
    Matrix y = new Matrix(29, 37);
    kernels.modulate(z, scale, shift, step, y, 3, 28);
    Matrix dz = new Matrix(29, 37);
    kernels.modulateBackward(z, scale, step, dz, 3, 28);
    for (int r = 0; r < 29; r++) {
      boolean inside = r >= 3 && r < 28;
      for (int c = 0; c < 37; c++) {
        float factor = scale.get(step[r], c);
        float value = Math.fma(z.get(r, c), factor, shift.get(step[r], c));
        assertEquals(inside ? value : 0, y.get(r, c));
        assertEquals(inside ? z.get(r, c) * factor : 0, dz.get(r, c));
      }
    }
  }

  @Test
  void modulateGradientSumsTheRowsOfEachStep() {
    Matrix dy = TestData.matrix(1, 61, 53);
    Matrix z = TestData.matrix(2, 61, 53);
    int[] step = TestData.steps(3, 61, STEPS);
    Matrix dScale = TestData.matrix(4, STEPS, 53);
    Matrix dShift = TestData.matrix(5, STEPS, 53);
    kernels.modulateGradient(dy, z, step, 59, dScale, dShift, 16, 48);
    for (int s = 0; s < STEPS; s++) {
      for (int c = 0; c < 53; c++) {
        float scaleSum = 0;
        float shiftSum = 0;
        for (int r = 0; r < 59; r++) {
          scaleSum = step[r] == s ? Math.fma(dy.get(r, c), z.get(r, c), scaleSum) : scaleSum;
          shiftSum = step[r] == s ? shiftSum + dy.get(r, c) : shiftSum;
        }
        boolean inside = c >= 16 && c < 48;
        assertEquals(inside ? scaleSum : TestData.matrix(4, STEPS, 53).get(s, c), dScale.get(s, c));
        assertEquals(inside ? shiftSum : TestData.matrix(5, STEPS, 53).get(s, c), dShift.get(s, c));
      }
    }
  }

  @Test
  void multiplyWorksInPlace() {
    Matrix a = TestData.matrix(1, 11, 37);
    Matrix b = TestData.matrix(2, 11, 37);
    Matrix y = new Matrix(11, 37);
    y.copyRows(a, 0, 0, 11);
    kernels.multiply(y, b, y, 1, 10);
    for (int r = 0; r < 11; r++) {
      for (int c = 0; c < 37; c++) {
        boolean inside = r >= 1 && r < 10;
        assertEquals(inside ? a.get(r, c) * b.get(r, c) : a.get(r, c), y.get(r, c));
      }
    }
  }
}
