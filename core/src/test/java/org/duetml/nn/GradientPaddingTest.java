package org.duetml.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Norms of gradients run over the padding of rows, which must therefore stay zero. */
class GradientPaddingTest {
  private static final int ROWS = 9;
  private static final int STEPS = 3;

  @ParameterizedTest
  @EnumSource(Activation.class)
  void staysZero(Activation activation) {
    for (int width : new int[] {37, 128}) {
      MlpShape shape = MlpShape.plain(2, 2, width, 2, activation);
      gradientsOf(new Mlp(shape, Initialization.HE, 1));
      gradientsOf(new Mlp(shape.withSteps(STEPS), Initialization.HE, 1));
    }
  }

  private static void gradientsOf(Mlp network) {
    Pass pass = network.trainingPass(ROWS);
    for (int r = 0; r < ROWS; r++) {
      pass.inputs().set(r, 0, r);
      pass.outputGradients().set(r, 0, 1);
      if (pass.steps() != null) {
        pass.steps()[r] = r % STEPS;
      }
    }
    pass.forward(0, ROWS);
    pass.backward(0, ROWS, false);
    try (ShardExecutor executor = new ShardExecutor(1)) {
      pass.gradients(ROWS, executor);
    }
    network.parameters().forEach(GradientPaddingTest::assertPaddingIsZero);
  }

  private static void assertPaddingIsZero(Parameter parameter) {
    Matrix gradient = parameter.gradient();
    for (int r = 0; r < gradient.rows(); r++) {
      for (int c = gradient.columns(); c < gradient.stride(); c++) {
        assertEquals(0, gradient.values()[r * gradient.stride() + c], parameter.name());
      }
    }
  }
}
