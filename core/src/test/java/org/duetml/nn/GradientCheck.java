package org.duetml.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.duetml.kernel.Matrix;

/** Compares gradients of float32 networks with central differences of losses in float64. */
public final class GradientCheck {
  /** Truncation and rounding both stay near 1e-10 for losses of order 1. */
  private static final double STEP = 1e-5;

  /** Allowed error, relative to the largest derivative of the same parameter. */
  private static final double TOLERANCE = 1e-4;

  /** Rounding in float32, relative to the largest derivative of the whole network. */
  private static final double ROUNDING = 1e-6;

  private GradientCheck() {}

  /** The derivative of a loss by one number it depends on. */
  public static double derivative(double[] values, int index, DoubleSupplier loss) {
    double value = values[index];
    values[index] = value + STEP;
    double above = loss.getAsDouble();
    values[index] = value - STEP;
    double below = loss.getAsDouble();
    values[index] = value;
    return (above - below) / (2 * STEP);
  }

  /** The derivatives of a loss by all elements of a tensor. */
  public static double[][] derivatives(double[][] tensor, DoubleSupplier loss) {
    double[][] derivatives = new double[tensor.length][tensor[0].length];
    for (int r = 0; r < tensor.length; r++) {
      for (int c = 0; c < tensor[r].length; c++) {
        derivatives[r][c] = derivative(tensor[r], c, loss);
      }
    }
    return derivatives;
  }

  /**
   * Every parameter's gradient as it stands must be the derivative of the loss by the reference's
   * tensor of the same name.
   */
  public static void assertGradients(
      List<Parameter> parameters, ReferenceMlp reference, DoubleSupplier loss) {
    assertGradients(parameters, reference, loss, TOLERANCE);
  }

  /** The same with another tolerance, for gradients that were sampled. */
  public static void assertGradients(
      List<Parameter> parameters, ReferenceMlp reference, DoubleSupplier loss, double tolerance) {
    double[][][] expected = new double[parameters.size()][][];
    double largest = 0;
    for (int p = 0; p < expected.length; p++) {
      expected[p] = derivatives(reference.tensor(parameters.get(p).name()), loss);
      largest = Math.max(largest, largest(expected[p]));
    }
    for (int p = 0; p < expected.length; p++) {
      double allowed = tolerance * largest(expected[p]) + ROUNDING * largest;
      assertClose(expected[p], parameters.get(p).gradient(), allowed, parameters.get(p).name());
    }
  }

  /** Every element must agree within the allowed error. */
  public static void assertClose(
      double[][] expected, Matrix actual, double allowed, String description) {
    for (int r = 0; r < expected.length; r++) {
      for (int c = 0; c < expected[r].length; c++) {
        String place = description + " [" + r + ", " + c + "]";
        assertEquals(expected[r][c], actual.get(r, c), allowed, place);
      }
    }
  }

  /** The largest magnitude. */
  public static double largest(double[][] values) {
    double largest = 0;
    for (double[] row : values) {
      for (double value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }
}
