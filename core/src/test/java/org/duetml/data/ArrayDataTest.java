package org.duetml.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;

class ArrayDataTest {
  private final RandomStream stream = RandomStream.of(3, "test");

  @Test
  void drawsEveryRowEquallyOften() {
    ArrayData data = ArrayData.of("three", new float[][] {{0, 10}, {1, 11}, {2, 12}});
    Matrix rows = new Matrix(30_000, 2);
    data.draw(stream, 5, rows, 0, 30_000);
    int[] counts = new int[3];
    for (int row = 0; row < rows.rows(); row++) {
      assertEquals(10 + rows.get(row, 0), rows.get(row, 1));
      counts[(int) rows.get(row, 0)]++;
    }
    // The standard deviation of a count is 82.
    for (int count : counts) {
      assertEquals(10_000, count, 400);
    }
  }

  @Test
  void drawsOtherRowsInAnotherStep() {
    double[][] values = new double[1000][1];
    for (int i = 0; i < values.length; i++) {
      values[i][0] = i;
    }
    ArrayData data = ArrayData.of("count", values);
    Matrix first = new Matrix(20, 1);
    Matrix second = new Matrix(20, 1);
    data.draw(stream, 0, first, 0, 20);
    data.draw(stream, 1, second, 0, 20);
    assertFalse(Arrays.equals(first.values(), second.values()));
  }

  @Test
  void keepsItsRowsApartFromTheCallers() {
    float[][] values = {{1, 2}};
    ArrayData data = ArrayData.of("one", values);
    values[0][0] = 9;
    data.toMatrix().set(0, 1, 9);
    assertEquals(1, data.size());
    assertEquals(2, data.dimension());
    assertEquals(1, data.toMatrix().get(0, 0));
    assertEquals(2, data.toMatrix().get(0, 1));
  }

  @Test
  void namesTheCellThatIsNotFinite() {
    assertRefused("row 2, column 3 is NaN", new double[][] {{1, 2, 3}, {4, 5, Double.NaN}});
    assertRefused("row 1, column 1 is 1.0E300", new double[][] {{1e300}});
  }

  @Test
  void refusesEmptyAndRaggedData() {
    assertRefused("the data are empty", new double[0][]);
    assertRefused("the data are empty", new double[1][0]);
    assertRefused("row 3 has 1 columns: expected 2", new double[][] {{1, 2}, {3, 4}, {5}});
  }

  private static void assertRefused(String start, double[][] values) {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> ArrayData.of("bad", values));
    assertTrue(error.getMessage().startsWith(start), error.getMessage());
  }

  @Test
  void givesTheSameRowsInOnePartAndInSeveral() {
    ArrayData data = ArrayData.of("two", new float[][] {{0}, {1}});
    Matrix whole = new Matrix(50, 1);
    Matrix parts = new Matrix(50, 1);
    data.draw(stream, 1, whole, 0, 50);
    data.draw(stream, 1, parts, 17, 50);
    data.draw(stream, 1, parts, 0, 17);
    assertArrayEquals(whole.values(), parts.values());
  }
}
