package org.duetml.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;

class StandardizationTest {
  private final RandomStream stream = RandomStream.of(7, "test");

  @Test
  void fittedRowsHaveMeanZeroAndVarianceOne() {
    GaussianMixture source =
        GaussianMixture.of(
            "two",
            new double[] {1, 2},
            new double[][] {{1000, -0.001}, {1010, 0.001}},
            new double[] {2, 2});
    Standardization map = Standardization.fit(source, 5000, stream);
    Matrix rows = new Matrix(5000, 2);
    source.draw(stream, 0, rows, 0, 5000);
    map.apply(rows);
    for (int column = 0; column < 2; column++) {
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < 5000; row++) {
        sum += rows.get(row, column);
        squares += rows.get(row, column) * rows.get(row, column);
      }
      assertEquals(0, sum / 5000, 1e-5);
      assertEquals(1, squares / 5000, 1e-5);
    }
  }

  @Test
  void constantColumnsKeepTheirScale() {
    ArrayData data = ArrayData.of("constant", new double[][] {{0.1, 1}, {0.1, 3}});
    Standardization map = Standardization.fit(data, 1000, stream);
    assertEquals(1, map.sds()[0]);
    assertEquals(1, map.sds()[1], 0.01);
    assertEquals((float) 0.1, map.means()[0], 1e-9);
  }

  @Test
  void invertUndoesApply() {
    Standardization map = Standardization.of(new double[] {3, -2}, new double[] {0.5, 8});
    double[] x = {1.25, 7};
    assertArrayEquals(new double[] {-3.5, 1.125}, map.apply(x));
    assertArrayEquals(x, map.invert(map.apply(x)));
    Matrix rows = new Matrix(3, 2);
    rows.set(1, 0, 1.25f);
    rows.set(1, 1, 7);
    map.apply(rows, 1, 2);
    assertEquals(0, rows.get(0, 0));
    assertEquals(-3.5f, rows.get(1, 0));
    map.invert(rows, 1, 2);
    assertEquals(1.25f, rows.get(1, 0));
    assertEquals(7, rows.get(1, 1));
  }

  @Test
  void logVolumeConvertsDensities() {
    Standardization map = Standardization.of(new double[] {3, -2}, new double[] {0.5, 8});
    GaussianMixture normal = GaussianMixture.even("normal", new double[1][2], 1);
    double[] x = {2.5, -10};
    // N(3, 0.5^2) times N(-2, 8^2), both one standard deviation from the mean.
    double expected = -1 - Math.log(2 * Math.PI) - Math.log(0.5 * 8);
    assertEquals(expected, normal.logDensity(map.apply(x)) - map.logVolume(), 1e-12);
  }

  @Test
  void identityChangesNothing() {
    Standardization map = Standardization.identity(3);
    assertArrayEquals(new double[] {1, 2, 3}, map.apply(new double[] {1, 2, 3}));
    assertEquals(0, map.logVolume());
    assertEquals(3, map.dimension());
  }

  @Test
  void refusesImpossibleConstants() {
    assertRefused("column 2 has mean 0.0 and standard deviation 0.0", new double[2], 1, 0);
    assertRefused("column 1 has mean NaN", new double[] {Double.NaN}, 1);
    assertRefused("2 means and 1 standard deviations", new double[2], 1);
  }

  private static void assertRefused(String start, double[] means, double... sds) {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> Standardization.of(means, sds));
    assertTrue(error.getMessage().startsWith(start), error.getMessage());
  }
}
