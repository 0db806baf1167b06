package org.duetml.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

class MetricFitTest {
  /** Rows that scatter little along one diagonal and much along the other. */
  private static Matrix narrow(int count) {
    Matrix rows = new Matrix(count, 2);
    RandomStream.of(3, "narrow").normals(0, rows, 0, count);
    for (int row = 0; row < count; row++) {
      float along = rows.get(row, 0);
      float across = 0.05f * rows.get(row, 1);
      rows.set(row, 0, along + across);
      rows.set(row, 1, along - across);
    }
    return rows;
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Mean log-likelihood of rows left out, under Student kernels of a metric. */
  private static double leftOut(Matrix rows, Metric metric) {
    KernelDensity density = new KernelDensity(rows, ones(rows.rows()), metric);
    int[] own = new int[rows.rows()];
    Arrays.setAll(own, i -> i);
    try (ShardExecutor executor = new ShardExecutor(1)) {
      return -Arrays.stream(density.energies(rows, own, executor)).average().orElseThrow();
    }
  }

  @Test
  void theKernelIsNarrowAcrossAndWideAlong() {
    Matrix rows = narrow(60);
    try (ShardExecutor executor = new ShardExecutor(1)) {
      double[][] s = MetricFit.covariance(rows, ones(60), executor);
      double along = s[0][0] + 2 * s[0][1] + s[1][1];
      double across = s[0][0] - 2 * s[0][1] + s[1][1];
      // The part 0.2 that is shrunk bounds the ratio of the two by (0.8 x 2 + 0.2) / 0.2 = 9.
      assertTrue(along > 2 * across && along < 9.001 * across, along + " " + across);
      assertEquals(s[0][1], s[1][0]);
    }
  }

  @Test
  void noOtherScaleIsMoreLikely() {
    Matrix rows = narrow(400);
    try (ShardExecutor executor = new ShardExecutor(2)) {
      Metric shape = Metric.of(new double[][] {{1, 0.5}, {0.5, 1}});
      Metric fitted = BandwidthFit.scaled(rows, ones(400), shape, executor);
      double best = leftOut(rows, fitted);
      assertTrue(best > leftOut(rows, fitted.scaled(0.9)));
      assertTrue(best > leftOut(rows, fitted.scaled(1.1)));
      // A finite difference of the likelihood by the logarithm of the scale is zero.
      double slope =
          (leftOut(rows, fitted.scaled(1.01)) - leftOut(rows, fitted.scaled(0.99))) / 0.02;
      assertEquals(0, slope, 0.02);
    }
  }

  @Test
  void aTwinDoesNotShrinkTheBandwidth() {
    Matrix rows = narrow(50);
    Matrix twice = new Matrix(100, 2);
    twice.copyRows(rows, 0, 0, 50);
    twice.copyRows(rows, 0, 50, 50);
    DistinctRows distinct = DistinctRows.of(twice);
    assertEquals(50, distinct.rows().rows());
    for (int i = 0; i < 50; i++) {
      assertEquals(2, distinct.counts()[i]);
      assertEquals(distinct.places()[i], distinct.places()[50 + i]);
    }
  }

  @Test
  void theCholeskyFactorAndItsInverseAreRight() {
    double[][] matrix = {{4, 2, -1}, {2, 5, 0.5}, {-1, 0.5, 3}};
    Cholesky factor = Cholesky.of(matrix);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j <= i; j++) {
        double product = 0;
        double identity = 0;
        for (int k = 0; k <= j; k++) {
          product += factor.lower()[i][k] * factor.lower()[j][k];
        }
        for (int k = j; k <= i; k++) {
          identity += factor.lower()[i][k] * factor.inverse()[k][j];
        }
        assertEquals(matrix[i][j], product, 1e-12);
        assertEquals(i == j ? 1 : 0, identity, 1e-12);
      }
    }
    double determinant = 4 * (15 - 0.25) - 2 * (6 + 0.5) - (1 + 5);
    assertEquals(Math.log(determinant), 2 * factor.logDeterminant(), 1e-12);
  }
}
