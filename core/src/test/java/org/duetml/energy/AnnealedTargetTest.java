package org.duetml.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.GradientCheck;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpCases;
import org.duetml.nn.MlpShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The densities on the way from a Gaussian to that of an energy. */
class AnnealedTargetTest {
  /** Rows of 16 columns have no padding behind them: a loop that goes too far meets the next. */
  private static final int DIMENSION = 16;

  private static final int ROWS = 9;
  private static final double TAU = 0.4;

  private final EnergyModel energy = energy();
  private final GaussianFit start = start();
  private final Matrix states = normals(3, ROWS);
  private final double[] origin = image(new Matrix(1, DIMENSION));
  private final double[][] slopes = slopes();
  private final AnnealedTarget target = new AnnealedTarget(energy, start, ROWS);

  private static EnergyModel energy() {
    Mlp network =
        new Mlp(MlpShape.plain(DIMENSION, 1, 7, 2, Activation.SILU), Initialization.HE, 1);
    MlpCases.disturb(network, 1);
    return new EnergyModel(network, 0.3, TAU, 2);
  }

  private static GaussianFit start() {
    Matrix rows = normals(1, 200);
    for (int row = 0; row < 200; row++) {
      // Two columns that depend on each other.
      rows.set(row, 1, rows.get(row, 0) + 0.3f * rows.get(row, 1) - 0.5f);
    }
    return GaussianFit.of(rows);
  }

  private static Matrix normals(long step, int count) {
    Matrix rows = new Matrix(count, DIMENSION);
    RandomStream.of(2, "rows").normals(step, rows, 0, count);
    return rows;
  }

  private static double[] row(Matrix matrix, int row) {
    double[] values = new double[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      values[d] = matrix.get(row, d);
    }
    return values;
  }

  /** {@code log N(u; 0, I)}. */
  private static double logStart(double[] u) {
    double sum = -0.5 * DIMENSION * Math.log(2 * Math.PI);
    for (double coordinate : u) {
      sum -= 0.5 * coordinate * coordinate;
    }
    return sum;
  }

  /** {@code -E(x(u)) / tau + log |dx / du|}. */
  private double logEnd(double[] u) {
    double[] x = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      x[i] = origin[i];
      for (int k = 0; k < DIMENSION; k++) {
        x[i] += u[k] * slopes[k][i];
      }
    }
    return -new ReferenceEnergy(energy).energy(x) / TAU + start.logDeterminant();
  }

  /** {@code dx / du_k} of the linear map. */
  private double[][] slopes() {
    double[][] slopes = new double[DIMENSION][];
    for (int k = 0; k < DIMENSION; k++) {
      Matrix unit = new Matrix(1, DIMENSION);
      unit.set(0, k, 1);
      slopes[k] = image(unit);
      for (int i = 0; i < DIMENSION; i++) {
        slopes[k][i] -= origin[i];
      }
    }
    return slopes;
  }

  private double[] image(Matrix u) {
    Matrix x = new Matrix(1, DIMENSION);
    start.map(u, x, 0);
    return row(x, 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1})
  void theDensityIsGeometricallyBetweenBothEnds(double share) {
    double[] logDensities = new double[ROWS];
    Matrix gradients = new Matrix(ROWS, DIMENSION);
    target.moveTo(share);
    target.evaluate(states, 0, ROWS, logDensities, gradients);
    for (int i = 0; i < ROWS; i++) {
      double[] u = row(states, i);
      double expected = (1 - share) * logStart(u) + share * logEnd(u);
      assertEquals(expected, logDensities[i], 1e-4);
      for (int d = 0; d < DIMENSION; d++) {
        double slope =
            GradientCheck.derivative(u, d, () -> (1 - share) * logStart(u) + share * logEnd(u));
        assertEquals(slope, gradients.get(i, d), 1e-4 * (1 + Math.abs(slope)));
      }
    }
  }

  @Test
  void ratiosAreThoseOfTheEndToTheStart() {
    try (ShardExecutor executor = new ShardExecutor(1)) {
      double[] logRatios = target.logRatios(states, executor);
      for (int i = 0; i < ROWS; i++) {
        double[] u = row(states, i);
        assertEquals(logEnd(u) - logStart(u), logRatios[i], 1e-4);
      }
    }
  }
}
