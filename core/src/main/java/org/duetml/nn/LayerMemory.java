package org.duetml.nn;

import org.duetml.kernel.Activation;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;

/** What one layer keeps of one batch: its activations and, for training, what backward needs. */
final class LayerMemory {
  private final Kernels kernels = Kernels.get();
  private final DenseLayer layer;
  private final Activation activation;
  private final Matrix linear;
  private final Matrix outputs;
  private final Matrix slopes;
  private final Matrix gradients;
  private final Matrix linearGradients;

  LayerMemory(DenseLayer layer, Activation activation, int rows, boolean training) {
    this.layer = layer;
    this.activation = activation;
    int columns = layer.outputs();
    boolean separate = training && layer.isModulated();
    outputs = new Matrix(rows, columns);
    linear = separate ? new Matrix(rows, columns) : outputs;
    slopes = training && activation != Activation.IDENTITY ? new Matrix(rows, columns) : null;
    gradients = training ? new Matrix(rows, columns) : null;
    linearGradients = separate ? new Matrix(rows, columns) : gradients;
  }

  DenseLayer layer() {
    return layer;
  }

  Matrix outputs() {
    return outputs;
  }

  /** The loss by the outputs, where the next layer (or the caller) writes it. */
  Matrix gradients() {
    return gradients;
  }

  void forward(Matrix x, int[] steps, int from, int to) {
    kernels.affine(x, layer.packed(), layer.bias().value(), linear, from, to);
    Matrix z = linear;
    if (layer.isModulated()) {
      Matrix scale = layer.scale().value();
      Matrix shift = layer.shift().value();
      kernels.modulate(linear, scale, shift, steps, outputs, from, to);
      z = outputs;
    }
    if (activation != Activation.IDENTITY) {
      kernels.activate(activation, z, outputs, slopes, from, to);
    }
  }

  /** Turns the gradient by the outputs into the gradient by the linear part {@code x W + b}. */
  void backward(int[] steps, int from, int to) {
    if (slopes != null) {
      kernels.multiply(gradients, slopes, gradients, from, to);
    }
    if (layer.isModulated()) {
      Matrix scale = layer.scale().value();
      kernels.modulateBackward(gradients, scale, steps, linearGradients, from, to);
    }
  }

  /** Propagates to what was this layer's input; after {@link #backward}. */
  void backwardTo(Matrix inputGradients, int from, int to) {
    kernels.affine(linearGradients, layer.packedTransposed(), null, inputGradients, from, to);
  }

  void weightGradient(Matrix x, int rows, int from, int to) {
    kernels.weightGradient(x, linearGradients, rows, layer.weights().gradient(), from, to);
  }

  void biasGradient(int rows) {
    kernels.columnSums(linearGradients, rows, layer.bias().gradient());
  }

  void modulationGradient(int[] steps, int rows, int fromColumn, int toColumn) {
    Matrix scale = layer.scale().gradient();
    Matrix shift = layer.shift().gradient();
    kernels.modulateGradient(gradients, linear, steps, rows, scale, shift, fromColumn, toColumn);
  }
}
