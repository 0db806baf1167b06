package org.duetml.nn;

import org.duetml.kernel.Activation;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.Modulation;

/** What one layer keeps of one batch: its activations and, for training, what backward needs. */
final class LayerMemory {
  private final Kernels kernels = Kernels.get();
  private final DenseLayer layer;
  private final Activation activation;
  private final Modulation modulation;
  private final Matrix linear;
  private final Matrix outputs;
  private final Matrix slopes;
  private final Matrix gradients;

  /** Memory for some rows, whose steps a modulated layer reads. */
  LayerMemory(DenseLayer layer, Activation activation, int[] steps, int rows, boolean training) {
    this.layer = layer;
    this.activation = activation;
    boolean modulated = layer.isModulated();
    modulation =
        modulated ? new Modulation(layer.scale().value(), layer.shift().value(), steps) : null;
    int columns = layer.outputs();
    outputs = new Matrix(rows, columns);
    linear = training && modulated ? new Matrix(rows, columns) : outputs;
    boolean sloping = modulated || activation != Activation.IDENTITY;
    slopes = training && sloping ? new Matrix(rows, columns) : null;
    gradients = training ? new Matrix(rows, columns) : null;
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

  void forward(Matrix x, int from, int to) {
    kernels.affine(x, layer.packed(), layer.bias().value(), linear, from, to);
    if (modulation != null || activation != Activation.IDENTITY) {
      kernels.activate(activation, linear, modulation, outputs, slopes, from, to);
    }
  }

  /**
   * Turns the gradient by the outputs into the gradient by the linear part {@code x W + b}, and a
   * modulated layer's slopes into the gradient by the modulated linear part.
   */
  void backward(int from, int to) {
    if (modulation != null) {
      kernels.activateBackward(gradients, slopes, modulation, slopes, gradients, from, to);
    } else if (slopes != null) {
      kernels.multiply(gradients, slopes, gradients, from, to);
    }
  }

  /** Propagates to what was this layer's input; after {@link #backward}. */
  void backwardTo(Matrix inputGradients, int from, int to) {
    kernels.affine(gradients, layer.packedTransposed(), null, inputGradients, from, to);
  }

  void weightGradient(Matrix x, int rows, int from, int to) {
    kernels.weightGradient(x, gradients, rows, layer.weights().gradient(), from, to);
  }

  /** For a layer without modulation. */
  void biasGradient(int rows) {
    kernels.columnSums(gradients, rows, layer.bias().gradient());
  }

  /** The gradients of scale, shift and bias. */
  void modulationGradient(int rows, int fromColumn, int toColumn) {
    Matrix scale = layer.scale().gradient();
    Matrix shift = layer.shift().gradient();
    Matrix bias = layer.bias().gradient();
    kernels.modulationGradient(
        slopes, linear, modulation, rows, scale, shift, bias, fromColumn, toColumn);
  }
}
