package org.duetml.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

/** All of the package at work together. */
class TrainingTest {
  private static final int ROWS = 128;

  private final ShardExecutor executor = new ShardExecutor(1);

  /** Regression of sin(2 a) cos(b) on batches from a fixed set of points. */
  private final class Regression {
    private static final int POINTS = 20 * ROWS;

    private final Matrix points = new Matrix(POINTS, 2);
    private final double[] targets = new double[POINTS];
    private final double[] errors = new double[ROWS];
    private final Mlp network;
    private final Pass pass;
    private final Adam adam;
    private final ShardExecutor.Shard shard = this::runShard;
    private int steps;

    Regression(MlpShape shape) {
      network = new Mlp(shape, Initialization.HE, 1);
      pass = network.trainingPass(ROWS);
      adam = Adam.of(network.parameters());
      RandomStream.of(1, "regression").normals(0, points, 0, POINTS);
      for (int i = 0; i < POINTS; i++) {
        double wave = StrictMath.sin(2 * points.get(i, 0));
        targets[i] = wave * StrictMath.cos(points.get(i, 1));
      }
    }

    void step() {
      executor.shards(ROWS, shard);
      pass.gradients(ROWS, executor);
      double clip = Adam.clipFactor(adam.gradientNorm(executor), 10);
      adam.step(0.01 / (1 + 0.01 * steps), clip, executor);
      network.parametersChanged(executor);
      steps++;
    }

    private void runShard(int from, int to) {
      int first = steps * ROWS % POINTS;
      pass.inputs().copyRows(points, first + from, from, to - from);
      pass.forward(from, to);
      for (int r = from; r < to; r++) {
        errors[r] = pass.outputs().get(r, 0) - targets[first + r];
        pass.outputGradients().set(r, 0, (float) (2 * errors[r] / ROWS));
      }
      pass.backward(from, to, true);
    }

    double meanSquaredError() {
      double sum = 0;
      for (double error : errors) {
        sum += error * error;
      }
      return sum / ROWS;
    }
  }

  /** The target's variance is 0.28; a constant or a linear function stays above 0.15. */
  @Test
  void fitsASmoothFunction() {
    for (Activation activation : new Activation[] {Activation.SILU, Activation.TANH}) {
      Regression regression = new Regression(MlpShape.plain(2, 1, 32, 2, activation));
      for (int i = 0; i < 800; i++) {
        regression.step();
      }
      double error = regression.meanSquaredError();
      assertTrue(error < 0.02, activation + ": " + error);
    }
  }

  @Test
  void aTrainingStepAllocatesNothing() {
    MlpShape shape = MlpShape.plain(2, 1, 32, 2, Activation.SILU).withFourierFeatures(8, 1);
    Regression regression = new Regression(shape);
    AllocationMeter.assertAllocatesNothing(regression::step);
  }
}
