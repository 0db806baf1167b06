package org.duetml.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckerboardTest {
  private final Checkerboard board = new Checkerboard();

  @ParameterizedTest
  @CsvSource({
    "0.7, 0.7, true",
    "-0.7, 0.7, false",
    "2.9, 2.9, true",
    "3.1, 2.9, false",
    "-2.9, -2.9, true",
    "-3.1, -3.1, false",
    "1.6, 0.7, false"
  })
  void densityIsEvenOnTheDarkFields(double x, double y, boolean dark) {
    double expected = dark ? -Math.log(8 * 2.25) : Double.NEGATIVE_INFINITY;
    assertEquals(expected, board.logDensity(new double[] {x, y}), 1e-15);
  }

  @ParameterizedTest
  @CsvSource({"-3, 0", "-1.5, 0.25", "0, 0.5", "0.3, 0.55", "3, 1"})
  void everyColumnHasTheSameWeight(double value, double expected) {
    assertEquals(expected, board.projectedCdf(new double[] {1, 0}, value), 1e-9);
    assertEquals(expected, board.projectedCdf(new double[] {0, 2}, 2 * value), 1e-9);
  }

  /**
   * Along the diagonal, fields project to triangles: 4 at 0, 2 at -3 and 2 at 3, half width 1.5.
   */
  @ParameterizedTest
  @CsvSource({
    "-4.5, 0",
    "-3, 0.125",
    "-1.5, 0.25",
    "-0.75, 0.3125",
    "0, 0.5",
    "3, 0.875",
    "4.5, 1"
  })
  void theDiagonalSeesTriangles(double value, double expected) {
    assertEquals(expected, board.projectedCdf(new double[] {1, -1}, value), 1e-12);
  }
}
