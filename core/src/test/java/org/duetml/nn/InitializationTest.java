package org.duetml.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;

/** The laws of the first weights. */
class InitializationTest {
  private static final int INPUTS = 211;
  private static final int OUTPUTS = 307;

  private static Matrix filled(Initialization kind, int inputs, int outputs) {
    Matrix weights = new Matrix(inputs, outputs);
    kind.fill(weights, RandomStream.of(4, "weights"));
    return weights;
  }

  /** Sample moments of n values: the mean within 5 deviations, the variance within 5 %. */
  private static void assertMoments(Matrix values, double mean, double variance) {
    int n = values.rows() * values.columns();
    double sum = 0;
    double squares = 0;
    for (double[] row : ReferenceMlp.doubles(values)) {
      for (double value : row) {
        sum += value;
        squares += (value - mean) * (value - mean);
      }
    }
    assertEquals(mean, sum / n, 5 * Math.sqrt(variance / n));
    // A normal's sample variance deviates by sqrt(2 / n), 0.6 % here; a uniform's by less.
    assertEquals(variance, squares / n, 0.05 * variance);
  }

  @Test
  void heHasVarianceTwoOverInputs() {
    assertMoments(filled(Initialization.HE, INPUTS, OUTPUTS), 0, 2.0 / INPUTS);
  }

  @Test
  void xavierHasVarianceTwoOverInputsAndOutputs() {
    assertMoments(filled(Initialization.XAVIER, INPUTS, OUTPUTS), 0, 2.0 / (INPUTS + OUTPUTS));
  }

  @Test
  void lecunIsUniformWithinItsBound() {
    Matrix weights = filled(Initialization.LECUN_UNIFORM, INPUTS, OUTPUTS);
    assertMoments(weights, 0, 1.0 / (3 * INPUTS));
    double largest = GradientCheck.largest(ReferenceMlp.doubles(weights));
    double bound = 1 / Math.sqrt(INPUTS);
    assertTrue(largest <= bound && largest > 0.999 * bound);
  }

  @Test
  void orthogonalRowsOrColumnsAreOrthonormal() {
    int[][] shapes = {{37, 61}, {61, 37}, {53, 53}, {1, 7}, {7, 1}};
    for (int[] shape : shapes) {
      double[][] w = ReferenceMlp.doubles(filled(Initialization.ORTHOGONAL, shape[0], shape[1]));
      boolean wide = shape[1] >= shape[0];
      int count = Math.min(shape[0], shape[1]);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          double product = 0;
          for (int k = 0; k < Math.max(shape[0], shape[1]); k++) {
            product += wide ? w[i][k] * w[j][k] : w[k][i] * w[k][j];
          }
          assertEquals(i == j ? 1 : 0, product, 1e-6);
        }
      }
    }
  }

  @Test
  void aNetworkStartsWithTheLawsItsDocumentationNames() {
    MlpShape shape =
        MlpShape.plain(101, 103, 107, 2, Activation.SILU).withSteps(53).withFourierFeatures(97, 2);
    Mlp network = new Mlp(shape, Initialization.HE, 8);
    assertMoments(network.tensors().get("fourier.frequencies"), 0, 4);
    assertMoments(network.tensors().get("hidden.0.weight"), 0, 2.0 / (101 + 2 * 97));
    assertMoments(network.tensors().get("hidden.1.weight"), 0, 2.0 / 107);
    assertMoments(network.tensors().get("output.weight"), 0, 1.0 / (3 * 107));
    assertMoments(network.tensors().get("hidden.1.scale"), 1, 0.01);
    assertMoments(network.tensors().get("hidden.1.shift"), 0, 0.01);
    assertEquals(0, GradientCheck.largest(bias(network, "hidden.0.bias")));
    assertEquals(0, GradientCheck.largest(bias(network, "output.bias")));
  }

  private static double[][] bias(Mlp network, String name) {
    return ReferenceMlp.doubles(network.tensors().get(name));
  }

  @Test
  void layersOfTheSameShapeStartDifferently() {
    Mlp network = new Mlp(MlpShape.plain(7, 7, 7, 2, Activation.TANH), Initialization.HE, 8);
    Matrix first = network.tensors().get("hidden.0.weight");
    Matrix second = network.tensors().get("hidden.1.weight");
    assertTrue(first.get(0, 0) != second.get(0, 0));
  }
}
