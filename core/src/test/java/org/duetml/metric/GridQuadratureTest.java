package org.duetml.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Function;
import org.duetml.data.Distribution;
import org.duetml.data.Distributions;
import org.duetml.data.GaussianMixture;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GridQuadratureTest {
  private static ShardExecutor executor;

  @BeforeAll
  static void start() {
    executor = new ShardExecutor(2);
  }

  @AfterAll
  static void stop() {
    executor.close();
  }

  /** {@code |x - centre|^2 / (2 sd^2) + constant}. */
  private static Function<Matrix, double[]> quadratic(double centre, double sd, double constant) {
    return points -> {
      double[] energies = new double[points.rows()];
      for (int row = 0; row < energies.length; row++) {
        double x = points.get(row, 0) - centre;
        double y = points.get(row, 1);
        energies[row] = (x * x + y * y) / (2 * sd * sd) + constant;
      }
      return energies;
    };
  }

  /** Cells of side 1 over {@code [-1, 1]^2}. */
  @Test
  void energiesAreAskedForAtTheMidpoints() {
    float[][] expected = {{-0.5f, -0.5f}, {-0.5f, 0.5f}, {0.5f, -0.5f}, {0.5f, 0.5f}};
    new GridQuadrature(1, 2)
        .logNormalizer(
            points -> {
              for (int cell = 0; cell < 4; cell++) {
                assertEquals(expected[cell][0], points.get(cell, 0));
                assertEquals(expected[cell][1], points.get(cell, 1));
              }
              return new double[4];
            });
  }

  @Test
  void normaliserOfAGaussian() {
    double expected = Math.log(2 * Math.PI * 0.49) - 300;
    assertEquals(expected, new GridQuadrature().logNormalizer(quadratic(0.3, 0.7, 300)), 1e-6);
  }

  @Test
  void divergenceBetweenGaussians() {
    GaussianMixture p = GaussianMixture.even("p", new double[1][2], 0.5);
    double sd = 0.8;
    // D log(s/r) + (D r^2 + |m|^2) / (2 s^2) - D/2 for N(0, r^2 I) and N(m, s^2 I).
    double expected = 2 * Math.log(sd / 0.5) + (2 * 0.25 + 0.36) / (2 * sd * sd) - 1;
    GridQuadrature.Fit fit = new GridQuadrature().fit(p, quadratic(0.6, sd, -40), executor);
    assertEquals(expected, fit.divergence(), 1e-6);
    assertEquals(Math.log(2 * Math.PI * sd * sd) + 40, fit.logNormalizer(), 1e-6);
  }

  @Test
  void divergenceFromItselfIsZero() {
    Distribution p = Distributions.named("25gaussians");
    GridQuadrature.Fit fit =
        new GridQuadrature()
            .fit(
                p,
                points -> {
                  double[] energies = p.logDensities(points, executor);
                  for (int i = 0; i < energies.length; i++) {
                    energies[i] = -energies[i] + 5;
                  }
                  return energies;
                },
                executor);
    assertEquals(0, fit.divergence(), 1e-9);
    assertEquals(-5, fit.logNormalizer(), 1e-4);
  }

  /** The checkerboard covers 18 of the 64 square units: against a flat energy, log(64 / 18). */
  @Test
  void divergenceOfADensityWithHoles() {
    GridQuadrature grid = new GridQuadrature(4, 160);
    GridQuadrature.Fit fit =
        grid.fit(
            Distributions.named("checkerboard"), points -> new double[points.rows()], executor);
    assertEquals(Math.log(64.0 / 18), fit.divergence(), 1e-9);
    assertEquals(Math.log(64), fit.logNormalizer(), 1e-9);
  }

  @Test
  void refusesWhatItCannotIntegrate() {
    GridQuadrature grid = new GridQuadrature(1, 4);
    assertThrows(IllegalArgumentException.class, () -> grid.logNormalizer(points -> new double[3]));
    assertThrows(
        IllegalArgumentException.class, () -> grid.logNormalizer(quadratic(0, 1, Double.NaN)));
    GaussianMixture line = GaussianMixture.even("line", new double[1][1], 1);
    assertThrows(
        IllegalArgumentException.class, () -> grid.fit(line, quadratic(0, 1, 0), executor));
    for (double halfWidth : new double[] {-1, 0, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> new GridQuadrature(halfWidth, 4));
    }
    assertThrows(IllegalArgumentException.class, () -> new GridQuadrature(1, 0));
  }
}
