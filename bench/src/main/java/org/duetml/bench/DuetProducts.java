package org.duetml.bench;

import java.util.ArrayList;
import java.util.List;
import org.duetml.app.bench.Shape;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.PackedMatrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/** The products by Duet's kernels, as a pass runs them; the step packs its weights, too. */
final class DuetProducts implements StepProducts {
  private static final int SECOND = 1;

  /** Rows of a weight gradient computed in one go, as in a pass. */
  private static final int WEIGHT_ROWS = 264;

  private final Kernels kernels = Kernels.get();
  private final RandomStream random = RandomStream.of(1, "products");
  private final ShardExecutor executor;
  private final int batch;
  private final List<Layer> layers = new ArrayList<>();
  private final ShardExecutor.Shard forwardShard =
      (from, to) -> layers.get(SECOND).forward(from, to);
  private final ShardExecutor.Shard backwardShard =
      (from, to) -> layers.get(SECOND).backward(from, to);
  private final ShardExecutor.Shard stepShard = this::step;

  DuetProducts(Shape shape, ShardExecutor executor) {
    this.executor = executor;
    batch = shape.batch();
    Matrix x = normals(batch, shape.inputs());
    Matrix dx = new Matrix(batch, shape.inputs());
    List<Integer> widths = shape.widths();
    for (int l = 1; l < widths.size(); l++) {
      Layer layer = new Layer(x, dx, widths.get(l));
      layers.add(layer);
      x = layer.y;
      dx = layer.dy;
    }
  }

  private Matrix normals(int rows, int columns) {
    Matrix matrix = new Matrix(rows, columns);
    random.normals(layers.size(), matrix, 0, rows);
    return matrix;
  }

  @Override
  public void forward() {
    executor.shards(batch, forwardShard);
  }

  @Override
  public void inputGradient() {
    executor.shards(batch, backwardShard);
  }

  @Override
  public void weightGradient() {
    layers.get(SECOND).weightGradient();
  }

  @Override
  public void step() {
    layers.forEach(Layer::pack);
    executor.shards(batch, stepShard);
    layers.forEach(Layer::weightGradient);
  }

  private void step(int from, int to) {
    for (Layer layer : layers) {
      layer.forward(from, to);
    }
    for (int l = layers.size() - 1; l > 0; l--) {
      layers.get(l).backward(from, to);
    }
  }

  /** The operands of one layer. */
  private final class Layer {
    private final Matrix x;
    private final Matrix dx;
    private final Matrix y;
    private final Matrix dy;
    private final Matrix weights;
    private final Matrix gradient;
    private final PackedMatrix packed;
    private final PackedMatrix packedTransposed;

    Layer(Matrix x, Matrix dx, int outputs) {
      this.x = x;
      this.dx = dx;
      y = normals(batch, outputs);
      dy = normals(batch, outputs);
      weights = normals(x.columns(), outputs);
      gradient = new Matrix(x.columns(), outputs);
      packed = kernels.packed(x.columns(), outputs);
      packedTransposed = kernels.packed(outputs, x.columns());
      shrink(weights);
      pack();
    }

    /** Keeps the numbers finite through any number of layers. */
    private static void shrink(Matrix weights) {
      float factor = (float) (1 / Math.sqrt(Math.max(weights.rows(), weights.columns())));
      for (int i = 0; i < weights.values().length; i++) {
        weights.values()[i] *= factor;
      }
    }

    void pack() {
      kernels.pack(weights, packed);
      kernels.packTransposed(weights, packedTransposed);
    }

    void forward(int from, int to) {
      kernels.affine(x, packed, null, y, from, to);
    }

    void backward(int from, int to) {
      kernels.affine(dy, packedTransposed, null, dx, from, to);
    }

    void weightGradient() {
      for (int from = 0; from < gradient.rows(); from += WEIGHT_ROWS) {
        int to = Math.min(gradient.rows(), from + WEIGHT_ROWS);
        kernels.weightGradient(x, dy, batch, gradient, from, to);
      }
    }
  }
}
