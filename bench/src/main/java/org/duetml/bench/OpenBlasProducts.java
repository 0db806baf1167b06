package org.duetml.bench;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.duetml.app.bench.Shape;

/** The products by OpenBLAS, each on the whole batch. */
final class OpenBlasProducts implements StepProducts {
  private static final int SECOND = 1;

  private final OpenBlas blas;
  private final List<Layer> layers = new ArrayList<>();

  OpenBlasProducts(Shape shape, OpenBlas blas, Arena arena) {
    this.blas = blas;
    OpenBlas.Operand x = new OpenBlas.Operand(arena, shape.batch(), shape.inputs());
    OpenBlas.Operand dx = new OpenBlas.Operand(arena, shape.batch(), shape.inputs());
    List<Integer> widths = shape.widths();
    for (int l = 1; l < widths.size(); l++) {
      int inputs = widths.get(l - 1);
      int outputs = widths.get(l);
      OpenBlas.Operand y = new OpenBlas.Operand(arena, shape.batch(), outputs);
      OpenBlas.Operand dy = new OpenBlas.Operand(arena, shape.batch(), outputs);
      OpenBlas.Operand weights = new OpenBlas.Operand(arena, inputs, outputs);
      OpenBlas.Operand gradient = new OpenBlas.Operand(arena, inputs, outputs);
      layers.add(new Layer(x, dx, y, dy, weights, gradient));
      x = y;
      dx = dy;
    }
  }

  /** The operands of one layer. */
  private record Layer(
      OpenBlas.Operand x,
      OpenBlas.Operand dx,
      OpenBlas.Operand y,
      OpenBlas.Operand dy,
      OpenBlas.Operand weights,
      OpenBlas.Operand gradient) {}

  @Override
  public void forward() {
    forward(layers.get(SECOND));
  }

  private void forward(Layer layer) {
    blas.product(layer.x, layer.weights, layer.y);
  }

  @Override
  public void inputGradient() {
    inputGradient(layers.get(SECOND));
  }

  private void inputGradient(Layer layer) {
    blas.productWithTransposed(layer.dy, layer.weights, layer.dx);
  }

  @Override
  public void weightGradient() {
    weightGradient(layers.get(SECOND));
  }

  private void weightGradient(Layer layer) {
    blas.productOfTransposed(layer.x, layer.dy, layer.gradient);
  }

  @Override
  public void step() {
    layers.forEach(this::forward);
    for (int l = layers.size() - 1; l > 0; l--) {
      inputGradient(layers.get(l));
    }
    layers.forEach(this::weightGradient);
  }
}
