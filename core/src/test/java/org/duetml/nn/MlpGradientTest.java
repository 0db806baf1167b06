package org.duetml.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

/** Forward and backward runs against the float64 reference, for every kind of network. */
class MlpGradientTest {
  private final List<Mlp> networks = MlpCases.all();

  @Test
  void forwardIsTheReference() {
    for (int trial = 0; trial < networks.size(); trial++) {
      Mlp network = networks.get(trial);
      ReferenceMlp reference = new ReferenceMlp(network);
      checkForward(network, reference, network.trainingPass(MlpCases.rows(trial)), trial);
      checkForward(network, reference, network.inferencePass(MlpCases.rows(trial)), trial);
    }
  }

  private static void checkForward(Mlp network, ReferenceMlp reference, Pass pass, int trial) {
    MlpCases.fill(pass, network.shape(), trial);
    pass.forward(0, pass.inputs().rows());
    double[][] x = ReferenceMlp.doubles(pass.inputs());
    for (int r = 0; r < x.length; r++) {
      double[] expected = MlpCases.expected(reference, pass, x, r);
      double allowed = 1e-5 * (1 + GradientCheck.largest(new double[][] {expected}));
      for (int c = 0; c < expected.length; c++) {
        assertEquals(expected[c], pass.outputs().get(r, c), allowed, network.shape().toString());
      }
    }
  }

  /** The loss is a random linear function of all outputs, so its output gradient is random. */
  @Test
  void gradientsAreFiniteDifferencesOfTheReference() {
    try (ShardExecutor executor = new ShardExecutor(1)) {
      for (int trial = 0; trial < networks.size(); trial++) {
        Mlp network = networks.get(trial);
        Pass pass = network.trainingPass(MlpCases.rows(trial));
        int rows = pass.inputs().rows();
        MlpCases.fill(pass, network.shape(), trial);
        RandomStream.of(trial, "weights").normals(0, pass.outputGradients(), 0, rows);
        double[][] byOutput = ReferenceMlp.doubles(pass.outputGradients());
        pass.forward(0, rows);
        pass.backward(0, rows, true);
        pass.gradients(rows, executor);

        ReferenceMlp reference = new ReferenceMlp(network);
        double[][] x = ReferenceMlp.doubles(pass.inputs());
        DoubleSupplier loss = () -> weightedOutputs(reference, pass, x, byOutput);
        GradientCheck.assertGradients(network.parameters(), reference, loss);
        double[][] byInput = GradientCheck.derivatives(x, loss);
        double allowed = 1e-5 * GradientCheck.largest(byInput);
        GradientCheck.assertClose(byInput, pass.inputGradients(), allowed, "inputs");
      }
    }
  }

  private static double weightedOutputs(
      ReferenceMlp reference, Pass pass, double[][] x, double[][] weights) {
    double sum = 0;
    for (int r = 0; r < x.length; r++) {
      double[] y = MlpCases.expected(reference, pass, x, r);
      for (int c = 0; c < y.length; c++) {
        sum += weights[r][c] * y[c];
      }
    }
    return sum;
  }

  @Test
  void gradientsSumOnlyTheRowsAskedFor() {
    Mlp network = networks.get(1);
    try (ShardExecutor executor = new ShardExecutor(1)) {
      Matrix of5 = biasGradient(network, 5, executor);
      Matrix of3 = biasGradient(network, 3, executor);
      assertEquals(5, of5.get(0, 0));
      assertEquals(3, of3.get(0, 0));
    }
  }

  private static Matrix biasGradient(Mlp network, int rows, ShardExecutor executor) {
    Pass pass = network.trainingPass(7);
    for (int r = 0; r < 7; r++) {
      pass.outputGradients().set(r, 0, 1);
    }
    pass.forward(0, 7);
    pass.backward(0, 7, false);
    pass.gradients(rows, executor);
    Matrix copy = new Matrix(1, network.outputs());
    copy.copyRows(network.parameters().getLast().gradient(), 0, 0, 1);
    return copy;
  }
}
