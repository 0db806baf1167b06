package org.duetml.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactWassersteinTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithAllAssignmentsOfSixPoints(int step) {
    Matrix a = Fixtures.normals(6, 2, 0, 1, step);
    Matrix b = Fixtures.normals(6, 2, 0.3, 2, 100 + step);
    double least = leastCost(a, b, 0, new boolean[6]);
    assertEquals(Math.sqrt(least / 6), ExactWasserstein.between(a, b, 6), 1e-12);
  }

  private static double leastCost(Matrix a, Matrix b, int row, boolean[] taken) {
    if (row == taken.length) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int column = 0; column < taken.length; column++) {
      if (!taken[column]) {
        taken[column] = true;
        double cost = Sums.squaredDistance(a, row, b, column);
        least = Math.min(least, cost + leastCost(a, b, row + 1, taken));
        taken[column] = false;
      }
    }
    return least;
  }

  /** On the line the sorted values are matched in their order. */
  @Test
  void agreesWithSortingOnTheLine() {
    Matrix a = Fixtures.normals(200, 1, 0, 1, 9);
    Matrix b = Fixtures.normals(200, 1, 1, 2, 10);
    double[] left = sorted(a);
    double[] right = sorted(b);
    double sum = 0;
    for (int i = 0; i < 200; i++) {
      sum += (left[i] - right[i]) * (left[i] - right[i]);
    }
    assertEquals(Math.sqrt(sum / 200), ExactWasserstein.between(a, b, 200), 1e-12);
  }

  private static double[] sorted(Matrix column) {
    double[] values = new double[column.rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = column.get(row, 0);
    }
    Arrays.sort(values);
    return values;
  }

  /** A shifted copy is as far away as the shift, whatever the points. */
  @Test
  void measuresAShift() {
    Matrix points = Fixtures.normals(150, 3, 0, 1, 11);
    Matrix shifted = Fixtures.shifted(points, 2, 4, 4);
    assertEquals(6, ExactWasserstein.between(points, shifted, 150), 1e-6);
  }

  /** Rows of 16 columns have no padding behind them. */
  @Test
  void measuresAllColumnsAndNoMore() {
    Matrix origin = new Matrix(2, 16);
    Matrix ones = new Matrix(2, 16);
    for (int column = 0; column < 16; column++) {
      ones.set(0, column, 1);
      ones.set(1, column, 1);
    }
    assertEquals(4, ExactWasserstein.between(origin, ones, 2));
  }

  @Test
  void usesTheFirstRowsOnly() {
    Matrix a = Fixtures.matrix(new double[][] {{0}, {100}});
    Matrix b = Fixtures.matrix(new double[][] {{3}});
    assertEquals(3, ExactWasserstein.between(a, b, 1));
    assertThrows(IllegalArgumentException.class, () -> ExactWasserstein.between(a, b, 2));
    assertThrows(IllegalArgumentException.class, () -> ExactWasserstein.between(a, b, 0));
    Matrix planar = new Matrix(1, 2);
    assertThrows(IllegalArgumentException.class, () -> ExactWasserstein.between(a, planar, 1));
  }
}
