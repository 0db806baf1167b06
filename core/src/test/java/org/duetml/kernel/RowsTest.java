package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Sums over rows and products of elements against their definitions, exactly. */
class RowsTest {
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
