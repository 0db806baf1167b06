package org.duetml.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;

class GaussianFitTest {
  private static final double[][] MIXING = {{1, 0, 0}, {0.8, 0.3, 0}, {-0.5, 0.2, 0.6}};
  private static final double[] MEAN = {0.5, -1, 2};

  /** {@code x = MEAN + MIXING z}: MIXING is its own Cholesky factor. */
  private static Matrix rows(int count) {
    Matrix normals = new Matrix(count, 3);
    RandomStream.of(1, "rows").normals(0, normals, 0, count);
    Matrix rows = new Matrix(count, 3);
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < 3; i++) {
        double x = MEAN[i];
        for (int k = 0; k < 3; k++) {
          x += MIXING[i][k] * normals.get(row, k);
        }
        rows.set(row, i, (float) x);
      }
    }
    return rows;
  }

  /** The image of row 0 when u is the origin or a unit vector. */
  private static double[] image(GaussianFit fit, int direction) {
    Matrix u = new Matrix(1, 3);
    if (direction >= 0) {
      u.set(0, direction, 1);
    }
    Matrix x = new Matrix(1, 3);
    fit.map(u, x, 0);
    return new double[] {x.get(0, 0), x.get(0, 1), x.get(0, 2)};
  }

  @Test
  void theMapIsTheCholeskyFactorOfTheShrunkCovariance() {
    GaussianFit fit = GaussianFit.of(rows(100_000));
    double[] origin = image(fit, -1);
    double[][] lower = new double[3][3];
    for (int k = 0; k < 3; k++) {
      double[] column = image(fit, k);
      for (int i = 0; i < 3; i++) {
        lower[i][k] = column[i] - origin[i];
      }
    }
    double logDeterminant = 0;
    for (int i = 0; i < 3; i++) {
      assertEquals(MEAN[i], origin[i], 0.02);
      logDeterminant += Math.log(lower[i][i]);
      for (int j = 0; j < 3; j++) {
        double expected = i == j ? 0.01 : 0;
        double product = 0;
        for (int k = 0; k < 3; k++) {
          expected += 0.99 * MIXING[i][k] * MIXING[j][k];
          product += lower[i][k] * lower[j][k];
        }
        assertEquals(expected, product, 0.02);
        assertTrue(j <= i || Math.abs(lower[i][j]) < 1e-6);
      }
    }
    assertEquals(logDeterminant, fit.logDeterminant(), 1e-5);
  }

  /** {@code d(g x(u)) / du_k} is the image of direction k, less that of the origin, along g. */
  @Test
  void gradientsArePulledBackByTheSameMap() {
    GaussianFit fit = GaussianFit.of(rows(1000));
    double[] g = {0.7, -1.3, 0.4};
    Matrix gradients = new Matrix(1, 3);
    for (int i = 0; i < 3; i++) {
      gradients.set(0, i, (float) g[i]);
    }
    fit.pullBack(gradients, 0);
    double[] origin = image(fit, -1);
    for (int k = 0; k < 3; k++) {
      double[] column = image(fit, k);
      double expected = 0;
      for (int i = 0; i < 3; i++) {
        expected += g[i] * (column[i] - origin[i]);
      }
      assertEquals(expected, gradients.get(0, k), 1e-5);
    }
  }

  @Test
  void rowsThatSpanNothingDoAsWell() {
    GaussianFit fit = GaussianFit.of(new Matrix(1, 3));
    assertEquals(3 * Math.log(0.1), fit.logDeterminant(), 1e-12);
  }
}
