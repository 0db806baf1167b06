package org.duetml.nn;

import org.duetml.kernel.Matrix;

/**
 * What training changes: values and, beside them, the gradient of the loss that was computed last.
 * Not thread-safe.
 */
public final class Parameter {
  private final String name;
  private final Matrix value;
  private final Matrix gradient;

  /**
   * A parameter of zeros.
   *
   * @param name stable, unique within its network; the key in a saved model
   * @param rows rows of the matrix
   * @param columns columns of the matrix
   */
  public Parameter(String name, int rows, int columns) {
    this.name = name;
    this.value = new Matrix(rows, columns);
    this.gradient = new Matrix(rows, columns);
  }

  public String name() {
    return name;
  }

  public Matrix value() {
    return value;
  }

  public Matrix gradient() {
    return gradient;
  }
}
