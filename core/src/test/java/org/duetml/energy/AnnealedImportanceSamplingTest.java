package org.duetml.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.GridQuadrature;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnealedImportanceSamplingTest {
  private static final double TAU = 0.3;

  private final ShardExecutor executor = new ShardExecutor(1);

  /** Chains that begin like normal rows of this variance. */
  private Normalizer estimate(EnergyModel energy, double variance) {
    Matrix rows = rows(energy.network().inputs(), variance);
    double[] logWeights = AnnealedImportanceSampling.logWeights(energy, rows, 1000, 4, executor);
    return Normalizer.of(Normalizer.Method.ANNEALED, logWeights);
  }

  private static Matrix rows(int dimension, double variance) {
    Matrix rows = new Matrix(2000, dimension);
    RandomStream.of(2, "rows").normals(0, rows, 0, 2000);
    for (int i = 0; i < rows.values().length; i++) {
      rows.values()[i] *= (float) Math.sqrt(variance);
    }
    return rows;
  }

  private static void assertCovers(double logNormalizer, Normalizer estimate) {
    assertEquals(logNormalizer, estimate.logNormalizer(), 4 * estimate.standardError());
    assertTrue(estimate.reliable(), estimate.evenness());
  }

  /**
   * {@code E = tau |x|^2 / (2 s^2)}, a network that is switched off: {@code Z = (2 pi s^2)^(D/2)}.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 10, 50})
  void theNormalizerOfANarrowGaussian(int dimension) {
    Mlp network =
        new Mlp(MlpShape.plain(dimension, 1, 2, 1, Activation.SILU), Initialization.HE, 5);
    network.scaleOutput(0);
    EnergyModel energy = new EnergyModel(network, 1, TAU, 0.1);
    // Chains that begin just as wide as they end, and wider ones.
    for (double variance : new double[] {0.1, 0.2}) {
      assertCovers(dimension / 2.0 * Math.log(2 * Math.PI * 0.1), estimate(energy, variance));
    }
  }

  /** A rough energy with several deep valleys. */
  @Test
  void theNormalizerThatQuadratureGives() {
    Mlp network =
        new Mlp(
            MlpShape.plain(2, 1, 8, 1, Activation.SILU).withFourierFeatures(4, 1.5),
            Initialization.HE,
            3);
    EnergyModel energy = new EnergyModel(network, 1, TAU, 1);
    double depth = depth(energy);
    assertTrue(depth > 4, "the valleys are only " + depth + " nats deep");
    double expected = new GridQuadrature(8, 200).logNormalizer(points -> overTau(energy, points));
    assertCovers(expected, estimate(energy, 1));
  }

  private double[] overTau(EnergyModel energy, Matrix points) {
    return Arrays.stream(energy.energies(points, executor)).map(e -> e / TAU).toArray();
  }

  /** The range of the network's part of the energy over the square of three deviations. */
  private double depth(EnergyModel energy) {
    EnergyModel free = new EnergyModel(energy.network(), 1, TAU, 0);
    Matrix points = new Matrix(49, 2);
    for (int i = 0; i < 49; i++) {
      points.set(i, 0, i / 7 - 3);
      points.set(i, 1, i % 7 - 3);
    }
    double[] values = overTau(free, points);
    return Arrays.stream(values).max().orElseThrow() - Arrays.stream(values).min().orElseThrow();
  }

  @Test
  void threadsDoNotShow() {
    Mlp network = new Mlp(MlpShape.plain(3, 1, 4, 1, Activation.SILU), Initialization.HE, 5);
    EnergyModel energy = new EnergyModel(network, 1, TAU, 1);
    Matrix rows = rows(3, 1);
    double[] alone = AnnealedImportanceSampling.logWeights(energy, rows, 100, 4, executor);
    try (ShardExecutor two = new ShardExecutor(2)) {
      assertArrayEquals(alone, AnnealedImportanceSampling.logWeights(energy, rows, 100, 4, two));
    }
  }
}
