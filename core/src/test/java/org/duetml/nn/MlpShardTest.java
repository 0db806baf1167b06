package org.duetml.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.duetml.kernel.Activation;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

/** Neither the cut of a batch into row ranges nor the number of threads shows in a single bit. */
class MlpShardTest {
  private static final int ROWS = 151;

  /** Wider than one block of a weight gradient. */
  private static final int WIDTH = 131;

  private static final RandomStream CUTS = RandomStream.of(3, "cuts");

  private final List<Mlp> networks =
      List.of(
          network(MlpShape.plain(3, 2, WIDTH, 2, Activation.SILU)),
          network(MlpShape.plain(3, 2, WIDTH, 2, Activation.TANH).withSteps(5)),
          network(
              MlpShape.plain(2, 7, 17, 3, Activation.SOFTPLUS)
                  .withFourierFeatures(67, 1)
                  .withNoiseLevel(3)
                  .withSteps(2)));

  private static Mlp network(MlpShape shape) {
    Mlp network = new Mlp(shape, Initialization.HE, 5);
    MlpCases.disturb(network, 5);
    return network;
  }

  private static Pass filled(Mlp network) {
    Pass pass = network.trainingPass(ROWS);
    MlpCases.fill(pass, network.shape(), 1);
    RandomStream.of(1, "gradients").normals(0, pass.outputGradients(), 0, ROWS);
    return pass;
  }

  @Test
  void anyCutIntoRowRangesGivesTheSameBits() {
    for (Mlp network : networks) {
      Pass whole = filled(network);
      whole.forward(0, ROWS);
      whole.backward(0, ROWS, true);
      for (int trial = 0; trial < 10; trial++) {
        Pass cut = filled(network);
        runInRanges(cut, trial);
        assertSameRuns(whole, cut);
      }
    }
  }

  private static void runInRanges(Pass pass, int trial) {
    for (int from = 0, range = 0; from < ROWS; range++) {
      int to = Math.min(ROWS, from + 1 + CUTS.integer(trial, range, 40));
      pass.forward(from, to);
      pass.backward(from, to, true);
      from = to;
    }
  }

  private static void assertSameRuns(Pass a, Pass b) {
    assertArrayEquals(a.outputs().values(), b.outputs().values());
    assertArrayEquals(a.inputGradients().values(), b.inputGradients().values());
  }

  @Test
  void anyNumberOfThreadsGivesTheSameGradients() {
    for (Mlp network : networks) {
      List<float[]> alone = gradients(network, 1);
      for (int threads = 2; threads <= 3; threads++) {
        List<float[]> shared = gradients(network, threads);
        for (int p = 0; p < alone.size(); p++) {
          assertArrayEquals(alone.get(p), shared.get(p), network.parameters().get(p).name());
        }
      }
    }
  }

  private static List<float[]> gradients(Mlp network, int threads) {
    Pass pass = filled(network);
    try (ShardExecutor executor = new ShardExecutor(threads)) {
      executor.shards(
          ROWS,
          (from, to) -> {
            pass.forward(from, to);
            pass.backward(from, to, false);
          });
      pass.gradients(ROWS, executor);
    }
    return network.parameters().stream().map(p -> p.gradient().values().clone()).toList();
  }

  @Test
  void inferenceGivesTheBitsOfTraining() {
    for (Mlp network : networks) {
      Pass training = filled(network);
      Pass inference = network.inferencePass(ROWS);
      MlpCases.fill(inference, network.shape(), 1);
      training.forward(0, ROWS);
      inference.forward(0, ROWS);
      for (int r = 0; r < ROWS; r++) {
        for (int c = 0; c < network.outputs(); c++) {
          float[] both = {training.outputs().get(r, c), inference.outputs().get(r, c)};
          assertArrayEquals(new float[] {both[0], both[0]}, both);
        }
      }
    }
  }
}
