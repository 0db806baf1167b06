package org.duetml.tabular.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.duetml.data.StandardNormal;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;

class MarginalMatchTest {
  private static Matrix normals(long seed, double mean, double sd) {
    Matrix points = new Matrix(20_000, 1);
    RandomStream.of(seed, "match").normals(0, points, 0, points.rows());
    for (int row = 0; row < points.rows(); row++) {
      points.set(row, 0, (float) (mean + sd * points.get(row, 0)));
    }
    return points;
  }

  @Test
  void oneNormalDistributionIsMappedToAnother() {
    MarginalMatch match = MarginalMatch.of(normals(1, 2, 3), normals(2, -1, 0.5));
    Matrix points = new Matrix(3, 1);
    points.set(0, 0, 2);
    points.set(1, 0, 5);
    points.set(2, 0, -1);
    match.apply(points);
    // The standard error of a quantile of 20,000 values is 0.01 deviations, here twice.
    assertEquals(-1, points.get(0, 0), 0.03);
    assertEquals(-0.5, points.get(1, 0), 0.03);
    assertEquals(-1.5, points.get(2, 0), 0.03);
  }

  @Test
  void theMapRisesAndEndsWithTheData() {
    Matrix data = normals(2, 0, 1);
    MarginalMatch match = MarginalMatch.of(normals(1, 0, 1), data);
    Matrix points = new Matrix(101, 1);
    for (int row = 0; row < points.rows(); row++) {
      points.set(row, 0, (row - 50) / 5f);
    }
    match.apply(points);
    for (int row = 1; row < points.rows(); row++) {
      assertTrue(points.get(row, 0) >= points.get(row - 1, 0));
    }
    float largest = data.get(0, 0);
    for (int row = 1; row < data.rows(); row++) {
      largest = Math.max(largest, data.get(row, 0));
    }
    assertTrue(points.get(100, 0) <= largest);
  }

  @Test
  void fallingQuantilesAreRefused() {
    Matrix data = MarginalMatch.of(normals(1, 0, 1), normals(2, 0, 1)).data();
    Matrix falling = new Matrix(1, data.columns());
    falling.set(0, 0, 1);
    assertThrows(IllegalArgumentException.class, () -> MarginalMatch.ofQuantiles(falling, data));
  }

  @Test
  void theNormalQuantileInvertsTheDistributionFunction() {
    for (double p = 0.001; p < 1; p += 0.00271) {
      assertEquals(p, StandardNormal.cdf(StandardNormal.quantile(p)), 1e-12);
    }
    assertEquals(1.959963984540054, StandardNormal.quantile(0.975), 1e-9);
    assertEquals(-5.199337582192817, StandardNormal.quantile(1e-7), 1e-5);
    assertEquals(-8, StandardNormal.quantile(0));
    assertEquals(8, StandardNormal.quantile(1));
  }
}
