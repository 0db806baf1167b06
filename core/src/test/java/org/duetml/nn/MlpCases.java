package org.duetml.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;

/** Networks of random sizes, of every activation and of every kind of condition. */
public final class MlpCases {
  private static final int[] SIZES = {1, 2, 3, 5, 7, 11, 17};
  private static final int[] ROWS = {1, 2, 5, 11};
  private static final List<UnaryOperator<MlpShape>> KINDS =
      List.of(
          plain -> plain,
          plain -> plain.withSteps(3),
          plain -> plain.withNoiseLevel(4),
          plain -> plain.withNoiseLevel(1),
          plain -> plain.withFourierFeatures(5, 1.5),
          plain -> plain.withFourierFeatures(17, 0.7).withSteps(4),
          plain -> plain.withFourierFeatures(2, 1).withNoiseLevel(3).withSteps(2));

  private static final RandomStream RANDOM = RandomStream.of(11, "nn.test");

  private MlpCases() {}

  /** One network for each activation and kind. */
  static List<Mlp> all() {
    List<Mlp> all = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (UnaryOperator<MlpShape> kind : KINDS) {
        int trial = all.size();
        int layers = 1 + trial % 3;
        MlpShape plain =
            MlpShape.plain(size(trial, 0), size(trial, 1), size(trial, 2), layers, activation);
        Mlp network = new Mlp(kind.apply(plain), Initialization.HE, trial);
        disturb(network, trial);
        all.add(network);
      }
    }
    return all;
  }

  /** A number of rows for one of the networks. */
  static int rows(int trial) {
    return ROWS[trial % ROWS.length];
  }

  private static int size(int trial, int index) {
    return SIZES[RANDOM.integer(trial, index, SIZES.length)];
  }

  /** Moves every parameter, so that no bias and no modulation stays where it started. */
  public static void disturb(Mlp network, long seed) {
    for (Parameter parameter : network.parameters()) {
      RandomStream random = RandomStream.of(seed, "disturb." + parameter.name());
      Matrix value = parameter.value();
      for (int r = 0; r < value.rows(); r++) {
        for (int c = 0; c < value.columns(); c++) {
          double normal = random.normal(0, (long) r * value.columns() + c);
          value.set(r, c, value.get(r, c) + (float) (0.2 * normal));
        }
      }
    }
    network.parametersChanged();
  }

  /** Random inputs, steps and noise levels for all rows of a pass. */
  static void fill(Pass pass, MlpShape shape, long trial) {
    int rows = pass.inputs().rows();
    RANDOM.normals(1000 + trial, pass.inputs(), 0, rows);
    for (int r = 0; r < rows; r++) {
      if (pass.steps() != null) {
        pass.steps()[r] = RANDOM.integer(2000 + trial, r, shape.steps());
      }
      if (pass.levels() != null) {
        pass.levels()[r] = (float) RANDOM.normal(3000 + trial, r);
      }
    }
  }

  /** What the reference makes of one row of a pass. */
  static double[] expected(ReferenceMlp reference, Pass pass, double[][] x, int row) {
    int step = pass.steps() == null ? 0 : pass.steps()[row];
    double level = pass.levels() == null ? 0 : pass.levels()[row];
    return reference.forward(x[row], step, level);
  }
}
