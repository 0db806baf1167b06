package org.duetml.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.nn.GradientCheck;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpCases;
import org.duetml.nn.MlpShape;
import org.junit.jupiter.api.Test;

/** The density of an energy, as Langevin dynamics see it. */
class EnergyTargetTest {
  /** Rows of 16 columns have no padding behind them: a loop that goes too far meets the next. */
  private static final int DIMENSION = 16;

  private static EnergyModel energy(double tau) {
    MlpShape shape = MlpShape.plain(DIMENSION, 1, 11, 2, Activation.SILU).withFourierFeatures(5, 1);
    Mlp network = new Mlp(shape, Initialization.HE, 1);
    MlpCases.disturb(network, 1);
    return new EnergyModel(network, 0.3, tau, 2);
  }

  @Test
  void valuesAndGradientsAreThoseOfTheEnergyOverTheTemperature() {
    double tau = 0.2;
    EnergyModel energy = energy(tau);
    ReferenceEnergy reference = new ReferenceEnergy(energy);
    Matrix points = new Matrix(100, DIMENSION);
    RandomStream.of(2, "points").normals(0, points, 0, 100);
    double[] values = new double[100];
    Matrix gradients = new Matrix(100, DIMENSION);
    new EnergyTarget(energy, 100).evaluate(points, 40, 100, values, gradients);
    assertEquals(0, values[39]);
    for (int i = 40; i < 100; i++) {
      double[] x = new double[DIMENSION];
      for (int d = 0; d < DIMENSION; d++) {
        x[d] = points.get(i, d);
      }
      double expected = -reference.energy(x) / tau;
      assertEquals(expected, values[i], 1e-5 * (1 + Math.abs(expected)));
      for (int d = 0; d < DIMENSION; d++) {
        double slope = GradientCheck.derivative(x, d, () -> -reference.energy(x) / tau);
        assertEquals(slope, gradients.get(i, d), 1e-4 * (1 + Math.abs(slope)));
      }
    }
  }

  @Test
  void anEnergyWithoutTemperatureIsRefused() {
    assertEquals(
        "tau = 0.0: expected above 0, an energy without temperature has no density",
        assertThrows(IllegalArgumentException.class, () -> new EnergyTarget(energy(0), 5))
            .getMessage());
  }
}
