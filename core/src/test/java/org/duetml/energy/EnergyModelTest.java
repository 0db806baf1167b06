package org.duetml.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.duetml.data.Standardization;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.GradientCheck;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpCases;
import org.duetml.nn.MlpShape;
import org.duetml.nn.Pass;
import org.junit.jupiter.api.Test;

/** The energy's value and its gradient by the point. */
class EnergyModelTest {
  /** Rows of 16 columns have no padding behind them: a loop that goes too far meets the next. */
  private static final int DIMENSION = 16;

  private final ShardExecutor executor = new ShardExecutor(1);
  private final Mlp network = network(MlpShape.plain(DIMENSION, 1, 11, 2, Activation.SILU));

  private static Mlp network(MlpShape shape) {
    Mlp network = new Mlp(shape, Initialization.HE, 1);
    MlpCases.disturb(network, 1);
    return network;
  }

  private static Matrix points(int count) {
    Matrix points = new Matrix(count, DIMENSION);
    RandomStream.of(2, "points").normals(0, points, 0, count);
    return points;
  }

  @Test
  void energyIsTheScaledNetworkAndTheConfinement() {
    for (EnergyModel energy : models()) {
      ReferenceEnergy reference = new ReferenceEnergy(energy);
      Matrix points = points(23);
      double[] energies = energy.energies(points, executor);
      for (int i = 0; i < 23; i++) {
        double expected = reference.energy(row(points, i));
        assertEquals(expected, energies[i], 1e-5 * (1 + Math.abs(expected)));
      }
    }
  }

  private EnergyModel[] models() {
    Mlp fourier =
        network(MlpShape.plain(DIMENSION, 1, 11, 2, Activation.SILU).withFourierFeatures(5, 2));
    return new EnergyModel[] {
      new EnergyModel(network, 0.3, 0.5, 0),
      new EnergyModel(network, 1, 0.5, 0.2),
      new EnergyModel(fourier, 2, 0.7, 3)
    };
  }

  private static double[] row(Matrix points, int i) {
    double[] row = new double[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      row[d] = points.get(i, d);
    }
    return row;
  }

  @Test
  void confinementIsAHarmonicWell() {
    Mlp zero = network.copy();
    zero.scaleOutput(0);
    EnergyModel energy = new EnergyModel(zero, 1, 0.8, 0.5);
    Matrix point = new Matrix(1, DIMENSION);
    point.set(0, 0, 3);
    point.set(0, 2, -4);
    // tau |x|^2 / (2 s^2) with |x|^2 = 25.
    assertEquals(0.8 * 25 / (2 * 0.5), energy.energies(point, executor)[0], 1e-9);
    EnergyModel free = new EnergyModel(zero, 1, 0.8, 0);
    assertEquals(0, free.energies(point, executor)[0]);
  }

  @Test
  void inputGradientIsAFiniteDifference() {
    for (EnergyModel energy : models()) {
      ReferenceEnergy reference = new ReferenceEnergy(energy);
      Pass pass = energy.network().trainingPass(17);
      pass.inputs().copyRows(points(17), 0, 0, 17);
      pass.forward(0, 17);
      for (int i = 0; i < 17; i++) {
        energy.setGradient(pass, i, 1);
      }
      pass.backward(0, 17, true);
      for (int i = 0; i < 17; i++) {
        double[] x = row(pass.inputs(), i);
        for (int d = 0; d < DIMENSION; d++) {
          double expected = GradientCheck.derivative(x, d, () -> reference.energy(x));
          double rounding = 1e-4 * (1 + Math.abs(expected));
          assertEquals(expected, energy.inputGradient(pass, i, d), rounding);
        }
      }
    }
  }

  @Test
  void energiesOfManyPointsDependNeitherOnThreadsNorOnTheirNumber() {
    EnergyModel energy = new EnergyModel(network, 0.3, 0.5, 1);
    double[] all = energy.energies(points(5000), executor);
    double[] few = energy.energies(points(10), executor);
    for (int i = 0; i < 10; i++) {
      assertEquals(all[i], few[i]);
    }
    try (ShardExecutor two = new ShardExecutor(2)) {
      assertArrayEquals(all, energy.energies(points(5000), two));
    }
    assertEquals(0, energy.energies(new Matrix(0, DIMENSION), executor).length);
  }

  @Test
  void energiesOfRawRowsAreThoseOfTheStandardisedOnes() {
    EnergyModel energy = new EnergyModel(network, 0.3, 0.5, 1);
    double[] means = new double[DIMENSION];
    double[] sds = new double[DIMENSION];
    Arrays.setAll(means, d -> d - 3);
    Arrays.setAll(sds, d -> 1 + 0.5 * d);
    Standardization standardization = Standardization.of(means, sds);
    Matrix raw = points(40);
    double[] actual = energy.energies(raw, standardization, executor);
    assertArrayEquals(points(40).values(), raw.values());
    standardization.apply(raw, 0, 40);
    assertArrayEquals(energy.energies(raw, executor), actual);
  }

  @Test
  void aCopyIsIndependent() {
    EnergyModel energy = new EnergyModel(network, 0.3, 0.5, 1);
    EnergyModel copy = energy.copy();
    double[] before = energy.energies(points(10), executor);
    assertArrayEquals(before, copy.energies(points(10), executor));
    MlpCases.disturb(copy.network(), 5);
    assertArrayEquals(before, energy.energies(points(10), executor));
    assertEquals(0.3, copy.scale());
    assertEquals(0.5, copy.tau());
    assertEquals(1, copy.confinement());
  }

  @Test
  void impossibleValuesAreRefused() {
    double[][] wrong = {{0, 0.5, 1}, {1, -0.5, 1}, {1, 0.5, -1}, {1, Double.NaN, 1}};
    for (double[] values : wrong) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new EnergyModel(network, values[0], values[1], values[2]))
              .getMessage();
      assertTrue(message.startsWith("energy with scale " + values[0]), message);
    }
    Mlp wide = network(MlpShape.plain(DIMENSION, 2, 4, 1, Activation.SILU));
    assertEquals(
        "an energy has one output, not 2",
        assertThrows(IllegalArgumentException.class, () -> new EnergyModel(wide, 1, 1, 1))
            .getMessage());
  }
}
