package org.duetml.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionsTest {
  private static final int ROWS = 100_000;

  /**
   * The box is cut into cells of FINE x FINE points each, at whose middles the density is known.
   */
  private static final int CELLS = 32;

  private static final int FINE = 5;

  private static ShardExecutor executor;

  @BeforeAll
  static void start() {
    executor = new ShardExecutor(2);
  }

  @AfterAll
  static void stop() {
    executor.close();
  }

  static String[] names() {
    return Distributions.names().toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("names")
  void densityIntegratesToOneAndDrawsFollowIt(String name) {
    Distribution distribution = Distributions.named(name);
    double[] expected = cellProbabilities(distribution);
    assertEquals(1, Arrays.stream(expected).sum(), 2e-3);
    int[] counts = cellCounts(distribution);
    double statistic = 0;
    int cells = 0;
    for (int i = 0; i < expected.length; i++) {
      double mean = ROWS * expected[i];
      if (mean >= 10) {
        statistic += (counts[i] - mean) * (counts[i] - mean) / mean;
        cells++;
      }
    }
    // A chi-square statistic of that many cells has this mean and standard deviation.
    assertEquals(cells, statistic, 5 * Math.sqrt(2 * cells));
  }

  private static double[] cellProbabilities(Distribution distribution) {
    int side = CELLS * FINE;
    double width = 2 * distribution.halfWidth() / side;
    Matrix points = new Matrix(side * side, 2);
    for (int i = 0; i < points.rows(); i++) {
      points.set(i, 0, (float) ((i / side + 0.5) * width - distribution.halfWidth()));
      points.set(i, 1, (float) ((i % side + 0.5) * width - distribution.halfWidth()));
    }
    double[] logDensities = distribution.logDensities(points, executor);
    double[] cells = new double[CELLS * CELLS];
    for (int i = 0; i < points.rows(); i++) {
      int cell = i / side / FINE * CELLS + i % side / FINE;
      cells[cell] += Math.exp(logDensities[i]) * width * width;
    }
    return cells;
  }

  private static int[] cellCounts(Distribution distribution) {
    Matrix draws = distribution.sample(RandomStream.of(4, "test"), 7, ROWS, executor);
    double width = 2 * distribution.halfWidth() / CELLS;
    int[] counts = new int[CELLS * CELLS];
    for (int row = 0; row < ROWS; row++) {
      int x = (int) Math.floor((draws.get(row, 0) + distribution.halfWidth()) / width);
      int y = (int) Math.floor((draws.get(row, 1) + distribution.halfWidth()) / width);
      if (Math.min(x, y) >= 0 && Math.max(x, y) < CELLS) {
        counts[x * CELLS + y]++;
      }
    }
    return counts;
  }

  static String[] projectedNames() {
    return Distributions.names().stream()
        .filter(name -> Distributions.named(name) instanceof ProjectedLaw)
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("projectedNames")
  void projectionsOfDrawsFollowTheProjectedLaw(String name) {

    ProjectedLaw law = (ProjectedLaw) Distributions.named(name);
    int rows = 20_000;
    Matrix draws = law.sample(RandomStream.of(5, "test"), 0, rows, executor);
    for (double[] direction : new double[][] {{1, 0}, {0, -1}, {0.6, 0.8}, {-2, 1}, {1, 1e-12}}) {
      double[] values = new double[rows];
      for (int row = 0; row < rows; row++) {
        values[row] = direction[0] * draws.get(row, 0) + direction[1] * draws.get(row, 1);
      }
      Arrays.sort(values);
      double distance = 0;
      for (int i = 0; i < rows; i++) {
        double cdf = law.projectedCdf(direction, values[i]);
        distance = Math.max(distance, Math.max(cdf - (double) i / rows, (i + 1.0) / rows - cdf));
      }
      // Kolmogorov: above 2.3 / sqrt(n) once in 20,000 cases.
      assertTrue(distance < 2.3 / Math.sqrt(rows), name + " " + distance);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void rowsDoNotDependOnTheCut(String name) {
    Distribution distribution = Distributions.named(name);
    RandomStream stream = RandomStream.of(6, "test");
    Matrix whole = distribution.sample(stream, 3, 200, executor);
    Matrix parts = new Matrix(200, 2);
    distribution.draw(stream, 3, parts, 77, 200);
    distribution.draw(stream, 3, parts, 0, 77);
    assertArrayEquals(whole.values(), parts.values());
  }

  @Test
  void eightGaussiansAreThePublishedOnes() {
    GaussianMixture mixture = (GaussianMixture) Distributions.named("8gaussians");
    assertEquals(8, mixture.components());
    assertEquals(4 / 1.414, mixture.mean(0)[0], 1e-15);
    assertEquals(0.5 / 1.414, mixture.sd(3), 1e-15);
    assertEquals(4, mixture.halfWidth());
    assertTrue(mixture.separated());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rings", "moons", "swissroll", "2spirals"})
  void curvesShowNoRipple(String name) {
    GaussianMixture curve = (GaussianMixture) Distributions.named(name);
    // Halfway between two neighbouring components the density is as high as on them.
    int k = curve.components() - 20;
    double[] middle = new double[2];
    double onThem = 0;
    for (int i = k; i <= k + 1; i++) {
      onThem += curve.logDensity(curve.mean(i)) / 2;
      middle[0] += curve.mean(i)[0] / 2;
      middle[1] += curve.mean(i)[1] / 2;
    }
    assertEquals(onThem, curve.logDensity(middle), 2e-3);
  }

  @Test
  void anUnknownNameIsAnsweredWithAllNames() {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> Distributions.named("8gausian"));
    assertTrue(error.getMessage().contains("'8gausian'"), error.getMessage());
    assertTrue(error.getMessage().contains("checkerboard, pinwheel"), error.getMessage());
  }
}
