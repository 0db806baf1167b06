package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpShape;
import org.duetml.nn.Pass;
import org.junit.jupiter.api.Test;

class ValueModelTest {
  private static final int ROWS = 200;

  private final ValueModel value =
      new ValueModel(
          new Mlp(MlpShape.plain(2, 1, 16, 2, Activation.SILU).withSteps(3), Initialization.HE, 5),
          0.25);

  @Test
  void valuesOfManyStatesAreThoseOfEach() {
    Matrix states = new Matrix(ROWS, 2);
    RandomStream.of(1, "states").normals(0, states, 0, ROWS);
    Pass single = value.network().inferencePass(1);
    try (ShardExecutor executor = new ShardExecutor(2)) {
      double[] first = value.values(states, 0, executor);
      double[] last = value.values(states, 2, executor);
      for (int row = 0; row < ROWS; row++) {
        single.inputs().copyRows(states, row, 0, 1);
        single.steps()[0] = 2;
        single.forward(0, 1);
        assertEquals(0.25 * single.outputs().get(0, 0), last[row], 1e-6, "row " + row);
        assertNotEquals(first[row], last[row], "row " + row);
      }
      assertEquals(0, value.values(new Matrix(0, 2), 1, executor).length);
    }
  }
}
