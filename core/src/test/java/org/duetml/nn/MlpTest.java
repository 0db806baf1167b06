package org.duetml.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.junit.jupiter.api.Test;

/** What a network holds, and how it is copied, loaded and refused. */
class MlpTest {
  private static final MlpShape SHAPE =
      MlpShape.plain(2, 3, 5, 2, Activation.SILU).withSteps(4).withFourierFeatures(6, 1.5);

  private final Mlp network = new Mlp(SHAPE, Initialization.HE, 1);

  private static float[] outputs(Mlp network) {
    Pass pass = network.inferencePass(9);
    MlpCases.fill(pass, network.shape(), 0);
    pass.forward(0, 9);
    return pass.outputs().values();
  }

  @Test
  void theSeedDecidesTheWeights() {
    assertArrayEquals(outputs(network), outputs(new Mlp(SHAPE, Initialization.HE, 1)));
    assertFalse(Arrays.equals(outputs(network), outputs(new Mlp(SHAPE, Initialization.HE, 2))));
  }

  @Test
  void tensorsAreTheParametersAndTheFrequencies() {
    Map<String, Matrix> tensors = network.tensors();
    assertEquals("fourier.frequencies", tensors.keySet().iterator().next());
    assertEquals(network.parameters().size() + 1, tensors.size());
    for (Parameter parameter : network.parameters()) {
      assertTrue(parameter.value() == tensors.get(parameter.name()), parameter.name());
    }
    assertEquals(2 + 12, tensors.get("hidden.0.weight").rows());
    assertEquals(4, tensors.get("hidden.1.scale").rows());
    assertFalse(tensors.containsKey("output.scale"));
  }

  @Test
  void aCopyIsEqualAndIndependent() {
    Mlp copy = network.copy();
    float[] before = outputs(network).clone();
    assertArrayEquals(before, outputs(copy));
    for (Matrix tensor : copy.tensors().values()) {
      tensor.set(0, 0, 7);
    }
    assertArrayEquals(before, outputs(network));
    assertFalse(Arrays.equals(before, outputs(copy)));
  }

  @Test
  void rowsAreCountedTogetherWithThoseOfCopies() {
    Mlp copy = network.copy();
    Pass pass = copy.trainingPass(9);
    MlpCases.fill(pass, SHAPE, 0);
    pass.forward(0, 9);
    pass.backward(2, 9, true);
    outputs(network);
    assertEquals(18, network.evaluations().forwardRows());
    assertEquals(7, network.evaluations().backwardRows());
    assertEquals(0, new Mlp(SHAPE, Initialization.HE, 1).evaluations().forwardRows());
  }

  @Test
  void loadTakesAllValuesAndTheInputGradientsFollow() {
    Mlp other = new Mlp(SHAPE, Initialization.ORTHOGONAL, 99);
    other.load(network.tensors());
    assertArrayEquals(inputGradients(network), inputGradients(other));
  }

  private static float[] inputGradients(Mlp network) {
    Pass pass = network.trainingPass(9);
    MlpCases.fill(pass, network.shape(), 0);
    Arrays.fill(pass.outputGradients().values(), 0, 3, 1);
    pass.forward(0, 9);
    pass.backward(0, 9, true);
    return pass.inputGradients().values();
  }

  @Test
  void loadRefusesWhatDoesNotFit() {
    Map<String, Matrix> tensors = new HashMap<>(network.tensors());
    tensors.put("hidden.1.bias", new Matrix(1, 6));
    assertEquals(
        "tensor 'hidden.1.bias' is 1 x 6: expected 1 x 5",
        assertThrows(IllegalArgumentException.class, () -> network.load(tensors)).getMessage());
    tensors.remove("hidden.1.bias");
    assertEquals(
        "tensor 'hidden.1.bias' is missing",
        assertThrows(IllegalArgumentException.class, () -> network.load(tensors)).getMessage());
  }

  @Test
  void aLoadThatIsRefusedChangesNothing() {
    float[] before = outputs(network).clone();
    Map<String, Matrix> tensors = new HashMap<>(new Mlp(SHAPE, Initialization.HE, 2).tensors());
    tensors.remove("output.bias");
    assertThrows(IllegalArgumentException.class, () -> network.load(tensors));
    assertArrayEquals(before, outputs(network));
  }

  @Test
  void scaleOutputMultipliesTheOutput() {
    MlpCases.disturb(network, 3);
    Mlp scaled = network.copy();
    scaled.scaleOutput(0.25);
    float[] before = outputs(network);
    float[] after = outputs(scaled);
    for (int i = 0; i < before.length; i++) {
      assertEquals(0.25 * before[i], after[i], 1e-6);
    }
  }

  @Test
  void conditionsAreOfferedOnlyToNetworksThatHaveThem() {
    Pass plain =
        new Mlp(MlpShape.plain(1, 1, 1, 1, Activation.RELU), Initialization.HE, 0).inferencePass(2);
    assertEquals(null, plain.steps());
    assertEquals(null, plain.levels());
    assertEquals(9, network.inferencePass(9).steps().length);
    MlpShape told = MlpShape.plain(1, 1, 1, 1, Activation.RELU).withNoiseLevel(2);
    assertEquals(9, new Mlp(told, Initialization.HE, 0).inferencePass(9).levels().length);
  }

  @Test
  void impossibleShapesAreRefused() {
    Map<String, Runnable> cases =
        Map.of(
            "inputs = 0: expected at least 1", () -> plain(0, 1, 1, 1),
            "outputs = -1: expected at least 1", () -> plain(1, -1, 1, 1),
            "width = 0: expected at least 1", () -> plain(1, 1, 0, 1),
            "layers = 0: expected at least 1", () -> plain(1, 1, 1, 0),
            "steps = -1: expected at least 0", () -> plain(1, 1, 1, 1).withSteps(-1),
            "levelFrequencies = -2: expected at least 0",
                () -> plain(1, 1, 1, 1).withNoiseLevel(-2),
            "fourierFeatures = -3: expected at least 0",
                () -> plain(1, 1, 1, 1).withFourierFeatures(-3, 1),
            "fourierScale = 0.0: expected above 0",
                () -> plain(1, 1, 1, 1).withFourierFeatures(3, 0));
    cases.forEach(
        (message, construction) ->
            assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, construction::run).getMessage()));
  }

  private static MlpShape plain(int inputs, int outputs, int width, int layers) {
    return MlpShape.plain(inputs, outputs, width, layers, Activation.RELU);
  }

  @Test
  void parametersCannotBeAddedFromOutside() {
    List<Parameter> parameters = network.parameters();
    assertThrows(UnsupportedOperationException.class, parameters::removeFirst);
  }
}
