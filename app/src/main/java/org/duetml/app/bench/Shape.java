package org.duetml.app.bench;

import java.util.List;

/**
 * A network {@code inputs -> width -> width -> width -> outputs} and its batch.
 *
 * @param batch rows
 * @param inputs columns of the input
 * @param width units of each of the three hidden layers
 * @param outputs columns of the output
 */
public record Shape(int batch, int inputs, int width, int outputs) {
  static final int HIDDEN_LAYERS = 3;

  /** Two coordinates and 32 features of time for small networks; images for the wide one. */
  public static final List<Shape> ALL =
      List.of(
          new Shape(256, 34, 128, 2),
          new Shape(1280, 34, 128, 2),
          new Shape(1024, 34, 256, 2),
          new Shape(4096, 34, 256, 2),
          new Shape(1024, 34, 1024, 2),
          new Shape(512, 784, 512, 784));

  /**
   * The columns of the input and of every layer's output.
   *
   * @return five numbers
   */
  public List<Integer> widths() {
    return List.of(inputs, width, width, width, outputs);
  }

  /**
   * Operations of a hidden layer's product.
   *
   * @return a multiply-add counting as two
   */
  public double hiddenOperations() {
    return 2.0 * batch * width * width;
  }

  /**
   * Operations of a step's matrix products.
   *
   * @return a multiply-add counting as two
   */
  public double operations() {
    double first = (double) inputs * width;
    double others = (HIDDEN_LAYERS - 1.0) * width * width + (double) width * outputs;
    // Forward and weight gradient of every layer; input gradient of all but the first.
    return 2.0 * batch * (2 * first + 3 * others);
  }

  @Override
  public String toString() {
    return "B %d, %d-%d-%d".formatted(batch, inputs, width, outputs);
  }
}
