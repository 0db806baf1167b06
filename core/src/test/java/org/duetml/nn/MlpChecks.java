package org.duetml.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

/** What tests of trainers ask of the networks they end with. */
public final class MlpChecks {
  private MlpChecks() {}

  /** To the bit. */
  public static void assertSameWeights(Mlp expected, Mlp actual) {
    expected
        .tensors()
        .forEach(
            (name, tensor) ->
                assertArrayEquals(tensor.values(), actual.tensors().get(name).values(), name));
  }

  /** A network keeps a transposed copy of its weights, which whoever changes them must renew. */
  public static void assertReadyForUse(Mlp network) {
    assertArrayEquals(inputGradient(network.copy()), inputGradient(network));
  }

  private static float[] inputGradient(Mlp network) {
    Pass pass = network.trainingPass(1);
    pass.inputs().set(0, 0, 0.4f);
    pass.outputGradients().set(0, 0, 1);
    pass.forward(0, 1);
    pass.backward(0, 1, true);
    return pass.inputGradients().values();
  }
}
