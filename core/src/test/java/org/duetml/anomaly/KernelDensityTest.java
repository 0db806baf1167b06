package org.duetml.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

class KernelDensityTest {
  private static final double[][] COVARIANCE = {{2, 0.6, -0.3}, {0.6, 1, 0.2}, {-0.3, 0.2, 0.5}};

  private static Matrix matrix(double[]... rows) {
    Matrix matrix = new Matrix(rows.length, rows[0].length);
    for (int row = 0; row < rows.length; row++) {
      for (int c = 0; c < rows[row].length; c++) {
        matrix.set(row, c, (float) rows[row][c]);
      }
    }
    return matrix;
  }

  private static KernelDensity density(double[][] covariance, float[] counts, double[]... points) {
    return new KernelDensity(matrix(points), counts, Metric.of(covariance));
  }

  private static double energy(KernelDensity density, int[] own, double... x) {
    try (ShardExecutor executor = new ShardExecutor(1)) {
      return density.energies(matrix(x), own, executor)[0];
    }
  }

  /**
   * {@code -log t} with 3 degrees of freedom in one dimension: 2 / (pi sqrt(3) s (1 + u^2/3)^2).
   */
  private static double student(double distance, double sd) {
    double u = distance / sd;
    return -Math.log(2 / (Math.PI * Math.sqrt(3) * sd)) + 2 * Math.log(1 + u * u / 3);
  }

  @Test
  void oneCentreInOneColumnIsTheStudentDensity() {
    KernelDensity density = density(new double[][] {{4}}, new float[] {7}, new double[] {1});
    assertEquals(student(0, 2), energy(density, null, 1), 1e-6);
    assertEquals(student(3.5, 2), energy(density, null, 4.5), 1e-6);
    assertEquals(student(200, 2), energy(density, null, -199), 1e-5);
  }

  @Test
  void theDensityIntegratesToOne() {
    double[][] covariance = {{0.5, 0.2}, {0.2, 0.3}};
    KernelDensity density =
        density(covariance, new float[] {1, 3}, new double[] {0, 0}, new double[] {2, -1});
    int steps = 400;
    double width = 40;
    Matrix grid = new Matrix(steps * steps, 2);
    for (int i = 0; i < grid.rows(); i++) {
      grid.set(i, 0, (float) ((i / steps + 0.5) / steps * width - width / 2));
      grid.set(i, 1, (float) ((i % steps + 0.5) / steps * width - width / 2));
    }
    double sum = 0;
    try (ShardExecutor executor = new ShardExecutor(2)) {
      for (double energy : density.energies(grid, null, executor)) {
        sum += Math.exp(-energy);
      }
    }
    // The tails outside of the square hold about (0.7 / 20)^3.
    assertEquals(1, sum * width * width / grid.rows(), 1e-3);
  }

  @Test
  void centresAreWeightedByTheirCounts() {
    KernelDensity density =
        density(new double[][] {{1}}, new float[] {3, 1}, new double[] {0}, new double[] {5});
    double expected = -Math.log(0.75 * Math.exp(-student(1, 1)) + 0.25 * Math.exp(-student(4, 1)));
    assertEquals(expected, energy(density, null, 1), 1e-6);
  }

  @Test
  void aRowLeftOutTakesOneCountFromItsCentre() {
    double[][] points = {{0}, {5}};
    KernelDensity density = density(new double[][] {{1}}, new float[] {3, 1}, points);
    KernelDensity fewer = density(new double[][] {{1}}, new float[] {2, 1}, points);
    KernelDensity without = density(new double[][] {{1}}, new float[] {3}, new double[] {0});
    assertEquals(energy(fewer, null, 0), energy(density, new int[] {0}, 0), 1e-6);
    assertEquals(energy(without, null, 5), energy(density, new int[] {1}, 5), 1e-6);
  }

  /** The marginal without a column is the density of the other columns alone. */
  @Test
  void aSurpriseIsTheEnergyLessThatOfTheOtherColumns() {
    double[][] points = {{0, 1, 2}, {1, -1, 0.5}, {3, 0, 1}};
    double[] x = {0.5, 2, -1};
    KernelDensity density = density(COVARIANCE, new float[] {1, 2, 1}, points);
    double[][] restOfSecond = {{2, -0.3}, {-0.3, 0.5}};
    KernelDensity withoutSecond =
        density(
            restOfSecond,
            new float[] {1, 2, 1},
            new double[] {0, 2},
            new double[] {1, 0.5},
            new double[] {3, 1});
    KernelDensity secondAlone =
        density(
            new double[][] {{1}},
            new float[] {1, 2, 1},
            new double[] {1},
            new double[] {-1},
            new double[] {0});
    double whole = energy(density, null, x);
    try (ShardExecutor executor = new ShardExecutor(1)) {
      List<int[]> groups = List.of(new int[] {1}, new int[] {0, 2});
      double[] surprises = density.surprises(matrix(x), null, groups, executor)[0];
      assertEquals(whole - energy(withoutSecond, null, x[0], x[2]), surprises[0], 1e-4);
      assertEquals(whole - energy(secondAlone, null, x[1]), surprises[1], 1e-4);
    }
  }

  @Test
  void threadsDoNotShow() {
    Matrix rows = AnomalyScorerTest.correlated(500, 1);
    float[] counts = new float[500];
    Arrays.fill(counts, 1);
    KernelDensity density = new KernelDensity(rows, counts, Metric.of(COVARIANCE));
    try (ShardExecutor one = new ShardExecutor(1);
        ShardExecutor three = new ShardExecutor(3)) {
      assertArrayEquals(density.energies(rows, null, one), density.energies(rows, null, three));
    }
  }

  @Test
  void logGammaOfHalvesIsRight() {
    assertEquals(0.5 * Math.log(Math.PI), StudentKernel.logGammaOfHalf(1), 1e-12);
    assertEquals(Math.log(24), StudentKernel.logGammaOfHalf(10), 1e-12);
    assertEquals(Math.log(Math.sqrt(Math.PI) * 15 / 8), StudentKernel.logGammaOfHalf(7), 1e-12);
    assertTrue(StudentKernel.logGammaOfHalf(2) == 0);
  }
}
