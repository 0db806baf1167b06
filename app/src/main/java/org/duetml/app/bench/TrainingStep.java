package org.duetml.app.bench;

import org.duetml.kernel.Activation;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Adam;
import org.duetml.nn.Initialization;
import org.duetml.nn.Mlp;
import org.duetml.nn.MlpShape;
import org.duetml.nn.Pass;

/**
 * One step of training on a fixed batch: forward, the gradient of a squared error, backward to all
 * parameters, Adam.
 */
public final class TrainingStep {
  private static final double LEARNING_RATE = 1e-4;

  private final int batch;
  private final Mlp network;
  private final Pass pass;
  private final Adam adam;
  private final Matrix targets;
  private final ShardExecutor executor;
  private final ShardExecutor.Shard shard = this::run;

  /**
   * A network of random weights and a batch of random rows.
   *
   * @param shape of both
   * @param executor shares the work
   */
  public TrainingStep(Shape shape, ShardExecutor executor) {
    this.batch = shape.batch();
    this.executor = executor;
    MlpShape layers =
        MlpShape.plain(
            shape.inputs(), shape.outputs(), shape.width(), Shape.HIDDEN_LAYERS, Activation.SILU);
    network = new Mlp(layers, Initialization.HE, 1);
    pass = network.trainingPass(batch);
    adam = Adam.of(network.parameters());
    targets = new Matrix(batch, shape.outputs());
    RandomStream random = RandomStream.of(1, "bench");
    random.normals(0, pass.inputs(), 0, batch);
    random.normals(1, targets, 0, batch);
  }

  /** Makes one step. */
  public void run() {
    executor.shards(batch, shard);
    pass.gradients(batch, executor);
    adam.step(LEARNING_RATE, executor);
    network.parametersChanged(executor);
  }

  private void run(int from, int to) {
    pass.forward(from, to);
    float[] y = pass.outputs().values();
    float[] target = targets.values();
    float[] gradient = pass.outputGradients().values();
    int stride = targets.stride();
    for (int i = from * stride; i < to * stride; i++) {
      gradient[i] = (y[i] - target[i]) / batch;
    }
    pass.backward(from, to, false);
  }
}
