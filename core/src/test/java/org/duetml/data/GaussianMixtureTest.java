package org.duetml.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {
  private static final GaussianMixture UNEVEN =
      GaussianMixture.of(
          "uneven",
          new double[] {1, 3, 6},
          new double[][] {{0, 0, 0}, {4, -1, 2}, {-3, 5, 1}},
          new double[] {0.5, 1, 2});

  @Test
  void densityIsTheWeightedSumOfGaussians() {
    double[] x = {1, 0.5, -0.3};
    double expected = 0;
    for (int k = 0; k < 3; k++) {
      double squared = 0;
      for (int c = 0; c < 3; c++) {
        squared += Math.pow(x[c] - UNEVEN.mean(k)[c], 2);
      }
      double variance = UNEVEN.sd(k) * UNEVEN.sd(k);
      expected +=
          UNEVEN.weight(k)
              * Math.exp(-squared / (2 * variance))
              / Math.pow(2 * Math.PI * variance, 1.5);
    }
    assertEquals(Math.log(expected), UNEVEN.logDensity(x), 1e-12);
  }

  @Test
  void densityFarAwayIsFinite() {
    double far = 1e4;
    GaussianMixture normal = GaussianMixture.even("normal", new double[1][1], 1);
    assertEquals(
        -far * far / 2 - 0.5 * Math.log(2 * Math.PI), normal.logDensity(new double[] {far}));
  }

  @Test
  void weightsAreNormalised() {
    assertEquals(0.1, UNEVEN.weight(0), 1e-15);
    assertEquals(0.6, UNEVEN.weight(2), 1e-15);
  }

  @Test
  void drawsHaveTheWeightsMeansAndDeviations() {
    GaussianMixture apart =
        GaussianMixture.of(
            "apart",
            new double[] {0.2, 0.8},
            new double[][] {{-100, 3}, {100, -3}},
            new double[] {0.5, 2});
    int rows = 100_000;
    Matrix draws = new Matrix(rows, 2);
    apart.draw(RandomStream.of(1, "test"), 0, draws, 0, rows);
    int[] counts = new int[2];
    double[] sums = new double[2];
    double[] squares = new double[2];
    for (int row = 0; row < rows; row++) {
      int k = draws.get(row, 0) < 0 ? 0 : 1;
      double deviation = draws.get(row, 1) - apart.mean(k)[1];
      counts[k]++;
      sums[k] += deviation;
      squares[k] += deviation * deviation;
    }
    // Tolerances are above four standard errors.
    assertEquals(0.2, (double) counts[0] / rows, 0.006);
    for (int k = 0; k < 2; k++) {
      assertEquals(0, sums[k] / counts[k], 0.03 * apart.sd(k));
      assertEquals(apart.sd(k), Math.sqrt(squares[k] / counts[k]), 0.03 * apart.sd(k));
    }
  }

  @Test
  void coordinatesOfADrawAreUncorrelated() {
    int rows = 100_000;
    Matrix draws = new Matrix(rows, 2);
    GaussianMixture.even("normal", new double[1][2], 1)
        .draw(RandomStream.of(2, "test"), 0, draws, 0, rows);
    double acrossColumns = 0;
    double acrossRows = 0;
    for (int row = 1; row < rows; row++) {
      acrossColumns += draws.get(row, 0) * draws.get(row, 1);
      acrossRows += draws.get(row, 0) * draws.get(row - 1, 0);
    }
    assertEquals(0, acrossColumns / rows, 0.014);
    assertEquals(0, acrossRows / rows, 0.014);
  }

  @Test
  void projectionOfOneGaussianIsAGaussian() {
    GaussianMixture one = GaussianMixture.even("one", new double[][] {{1, 2, 3}}, 0.5);
    double[] direction = {2, -1, 2};
    // Mean 2 - 2 + 6 = 6, standard deviation 0.5 * 3.
    assertEquals(0.5, one.projectedCdf(direction, 6), 1e-12);
    assertEquals(0.8413447460685429, one.projectedCdf(direction, 7.5), 1e-12);
  }

  @Test
  void tableAgreesWithTheDistributionFunction() {
    double[] direction = {0.6, 0, -0.8};
    double[] range = UNEVEN.projectedRange(direction);
    assertEquals(0, UNEVEN.projectedCdf(direction, range[0]), 1e-8);
    assertEquals(1, UNEVEN.projectedCdf(direction, range[1]), 1e-8);
    double step = (range[1] - range[0]) / 500;
    double[] table = new double[521];
    UNEVEN.tabulate(direction, range[0] - 10 * step, step, table);
    for (int i = 0; i < table.length; i++) {
      double expected = UNEVEN.projectedCdf(direction, range[0] + (i - 10) * step);
      assertEquals(expected, table[i], 1e-8);
    }
  }

  @Test
  void separatedMeansEveryComponentIsAMode() {
    assertTrue(GaussianMixture.even("two", new double[][] {{0}, {4.1}}, 1).separated());
    assertFalse(GaussianMixture.even("two", new double[][] {{0}, {3.9}}, 1).separated());
  }

  @Test
  void boxHoldsFourDeviationsUnlessTold() {
    assertEquals(5 + 4 * 2, UNEVEN.halfWidth());
    assertEquals(7, UNEVEN.withHalfWidth(7).halfWidth());
    assertThrows(IllegalArgumentException.class, () -> UNEVEN.withHalfWidth(0));
  }

  @Test
  void refusesImpossibleComponents() {
    double[][] means = {{0, 0}, {1, 1}};
    double[] ones = {1, 1};
    assertRefused("weight 2 is 0.0", new double[] {1, 0}, means, ones);
    assertRefused("standard deviation 1 is -1.0", ones, means, new double[] {-1, 1});
    assertRefused("1 weights and 2", new double[] {1}, means, ones);
    assertRefused("mean 2 has 1 coordinates", ones, new double[][] {{0, 0}, {1}}, ones);
    assertRefused("mean 1 has the coordinate NaN", ones, new double[][] {{Double.NaN}, {1}}, ones);
    assertRefused("a mixture needs", new double[0], new double[0][], new double[0]);
  }

  private static void assertRefused(
      String start, double[] weights, double[][] means, double[] sds) {
    Exception error =
        assertThrows(
            IllegalArgumentException.class, () -> GaussianMixture.of("bad", weights, means, sds));
    assertTrue(error.getMessage().startsWith(start), error.getMessage());
  }
}
