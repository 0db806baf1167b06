package org.duetml.anomaly;

import java.util.LinkedHashMap;
import java.util.Map;
import org.duetml.data.Standardization;
import org.duetml.kernel.Matrix;

/** An {@link AnomalyScorer} as named matrices of float32, and back with every number checked. */
final class ScorerTensors {
  private static final String MEAN = "mean";
  private static final String SD = "sd";
  private static final String METRIC = "metric";
  private static final String CENTRE = "centre";
  private static final String COUNT = "count";
  private static final String ENERGY = "held_out.energy";
  private static final String HELD_OUT = "held_out.centre";

  private final Map<String, Matrix> tensors;
  private final int columns;
  private final int centres;

  /**
   * For reading.
   *
   * @throws IllegalArgumentException if a matrix is missing or has another shape than expected
   */
  ScorerTensors(Map<String, Matrix> tensors) {
    this.tensors = tensors;
    Matrix points = matrix(CENTRE);
    columns = points.columns();
    centres = points.rows();
    requireShape(MEAN, 1, columns);
    requireShape(SD, 1, columns);
    requireShape(METRIC, columns, columns);
    requireShape(COUNT, 1, centres);
    requireShape(HELD_OUT, 1, matrix(ENERGY).columns());
  }

  static Map<String, Matrix> of(
      Standardization standardization,
      Matrix metric,
      Matrix centres,
      float[] counts,
      float[] heldOutEnergies,
      int[] heldOutCentres) {
    Map<String, Matrix> tensors = new LinkedHashMap<>();
    tensors.put(MEAN, row(single(standardization.means())));
    tensors.put(SD, row(single(standardization.sds())));
    tensors.put(METRIC, copy(metric));
    tensors.put(CENTRE, copy(centres));
    tensors.put(COUNT, row(counts));
    tensors.put(ENERGY, row(heldOutEnergies));
    float[] places = new float[heldOutCentres.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = heldOutCentres[i];
    }
    tensors.put(HELD_OUT, row(places));
    return tensors;
  }

  Standardization standardization() {
    return Standardization.of(doubles(values(MEAN)), doubles(values(SD)));
  }

  Matrix metric() {
    return matrix(METRIC);
  }

  Matrix centres() {
    return copy(matrix(CENTRE));
  }

  float[] counts() {
    return within(COUNT, 1, Float.MAX_VALUE);
  }

  float[] heldOutEnergies() {
    float[] energies = within(ENERGY, -Float.MAX_VALUE, Float.MAX_VALUE);
    for (int i = 1; i < energies.length; i++) {
      if (energies[i] < energies[i - 1]) {
        throw new IllegalArgumentException(
            "tensor '%s' falls at %d: expected ascending numbers".formatted(ENERGY, i + 1));
      }
    }
    return energies;
  }

  int[] heldOutCentres() {
    float[] places = within(HELD_OUT, 0, centres - 1f);
    int[] numbers = new int[places.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (int) places[i];
    }
    return numbers;
  }

  private float[] within(String name, float smallest, float largest) {
    float[] values = values(name);
    for (float value : values) {
      if (!(value >= smallest && value <= largest)) {
        throw new IllegalArgumentException(
            "tensor '%s' holds %s: expected %s to %s".formatted(name, value, smallest, largest));
      }
    }
    return values;
  }

  private float[] values(String name) {
    Matrix row = matrix(name);
    float[] values = new float[row.columns()];
    System.arraycopy(row.values(), 0, values, 0, values.length);
    return values;
  }

  private Matrix matrix(String name) {
    Matrix matrix = tensors.get(name);
    if (matrix == null) {
      throw new IllegalArgumentException(
          "tensor '%s' of an anomaly scorer is missing".formatted(name));
    }
    return matrix;
  }

  private void requireShape(String name, int rows, int expected) {
    Matrix matrix = matrix(name);
    if (matrix.rows() != rows || matrix.columns() != expected) {
      throw new IllegalArgumentException(
          "tensor '%s' is %d x %d: expected %d x %d"
              .formatted(name, matrix.rows(), matrix.columns(), rows, expected));
    }
  }

  private static Matrix row(float[] values) {
    Matrix row = new Matrix(1, values.length);
    System.arraycopy(values, 0, row.values(), 0, values.length);
    return row;
  }

  private static Matrix copy(Matrix matrix) {
    Matrix copy = new Matrix(matrix.rows(), matrix.columns());
    copy.copyRows(matrix, 0, 0, matrix.rows());
    return copy;
  }

  private static float[] single(double[] values) {
    float[] singles = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      singles[i] = (float) values[i];
    }
    return singles;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
