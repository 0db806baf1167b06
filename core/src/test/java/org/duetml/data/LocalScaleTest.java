package org.duetml.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalScaleTest {
  private final RandomStream stream = RandomStream.of(8, "test");

  private double estimate(DataSource source, int points, int threads) {
    try (ShardExecutor executor = new ShardExecutor(threads)) {
      Matrix rows = source.sample(stream, 1, points, executor);
      Standardization.fit(source, 10_000, stream).apply(rows);
      return LocalScale.estimate(rows, stream, executor);
    }
  }

  /** Standard deviations of a mode over those of the data: 0.354 / 2.03 and 0.15 / 1.99. */
  @ParameterizedTest
  @CsvSource({"8gaussians, 0.174", "25gaussians, 0.0755"})
  void findsTheWidthOfModes(String name, double expected) {
    assertEquals(expected, estimate(Distributions.named(name), 1000, 2), 0.3 * expected);
  }

  @ParameterizedTest
  @CsvSource({"2, 1000", "10, 400", "50, 300"})
  void isOneForANormalInAnyDimension(int dimension, int points) {
    GaussianMixture normal = GaussianMixture.even("normal", new double[1][dimension], 3);
    assertEquals(1, estimate(normal, points, 2), 0.15);
  }

  @Test
  void findsTheWidthOfClustersInTwentyDimensions() {
    double[][] means = new double[6][20];
    for (int k = 0; k < 6; k++) {
      for (int c = 0; c < 20; c++) {
        means[k][c] = stream.normal(2, 20 * k + c);
      }
    }
    GaussianMixture clusters = GaussianMixture.even("clusters", means, 0.2);
    double[] sds = Standardization.fit(clusters, 10_000, stream).sds();
    double inverseSquares = 0;
    for (double sd : sds) {
      inverseSquares += sd * sd / (0.2 * 0.2) / 20;
    }
    double expected = 1 / Math.sqrt(inverseSquares);
    assertEquals(expected, estimate(clusters, 600, 2), 0.25 * expected);
  }

  @Test
  void dependsLittleOnTheNumberOfPoints() {
    Distribution modes = Distributions.named("8gaussians");
    assertEquals(1, estimate(modes, 300, 2) / estimate(modes, 1200, 2), 0.3);
  }

  @Test
  void copiesOfRowsAreNotModes() {
    double[][] rows = new double[200][2];
    for (int i = 0; i < 400; i++) {
      rows[i / 2][i % 2] = stream.normal(3, i);
    }
    assertEquals(1, estimate(ArrayData.of("copies", rows), 500, 1), 0.2);
  }

  @Test
  void constantColumnsDoNotCount() {
    double[][] rows = new double[500][2];
    double[][] widened = new double[500][3];
    Matrix draws = new Matrix(500, 2);
    Distributions.named("8gaussians").draw(stream, 4, draws, 0, 500);
    for (int i = 0; i < 500; i++) {
      rows[i] = new double[] {draws.get(i, 0), draws.get(i, 1)};
      widened[i] = new double[] {draws.get(i, 0), 5, draws.get(i, 1)};
    }
    double plain = estimate(ArrayData.of("plain", rows), 500, 1);
    assertEquals(plain, estimate(ArrayData.of("widened", widened), 500, 1));
    assertEquals(1, estimate(ArrayData.of("constant", new double[][] {{7}, {7}}), 10, 1));
  }

  @Test
  void hasTheSameBitsOnAnyNumberOfThreads() {
    Distribution modes = Distributions.named("moons");
    assertEquals(estimate(modes, 300, 1), estimate(modes, 300, 3));
  }
}
