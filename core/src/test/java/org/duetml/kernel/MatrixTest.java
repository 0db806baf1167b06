package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MatrixTest {

  @Test
  void rowsAreAlignedAndSpreadOverTheCache() {
    for (int columns = 1; columns < 3000; columns++) {
      Matrix matrix = new Matrix(2, columns);
      int width = matrix.width();
      assertTrue(width >= columns && width < columns + Matrix.ALIGNMENT);
      assertEquals(0, width % Matrix.ALIGNMENT);
      assertEquals(0, matrix.stride() % Matrix.ALIGNMENT);
      assertEquals(width % 128 == 0 ? width + Matrix.ALIGNMENT : width, matrix.stride());
      assertEquals(2 * matrix.stride(), matrix.values().length);
    }
  }

  @Test
  void elementsLieRowByRow() {
    Matrix matrix = new Matrix(3, 20);
    matrix.set(2, 19, 7);
    assertEquals(7, matrix.get(2, 19));
    assertEquals(7, matrix.values()[2 * matrix.stride() + 19]);
  }

  @Test
  void copiesRows() {
    Matrix source = TestData.matrix(1, 5, 18);
    Matrix target = new Matrix(4, 18);
    target.copyRows(source, 2, 1, 3);
    for (int c = 0; c < 18; c++) {
      assertEquals(0, target.get(0, c));
      assertEquals(source.get(2, c), target.get(1, c));
      assertEquals(source.get(4, c), target.get(3, c));
    }
  }

  @Test
  void refusesImpossibleShapes() {
    assertThrows(IllegalArgumentException.class, () -> new Matrix(-1, 3));
    assertThrows(IllegalArgumentException.class, () -> new Matrix(3, 0));
    Matrix narrow = new Matrix(1, 3);
    Matrix wide = new Matrix(1, 4);
    assertThrows(IllegalArgumentException.class, () -> wide.copyRows(narrow, 0, 0, 1));
  }
}
