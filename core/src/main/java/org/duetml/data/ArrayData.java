package org.duetml.data;

import java.util.Objects;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;

/** Rows held in memory; draws take them with replacement. Immutable and safe for concurrent use. */
public final class ArrayData implements DataSource {
  private final String name;
  private final Matrix rows;

  private ArrayData(String name, Matrix rows) {
    this.name = name;
    this.rows = rows;
  }

  /**
   * Copies rows of single precision.
   *
   * @param name what the data are called
   * @param values rows x columns
   * @return the data
   * @throws IllegalArgumentException if there is no row, rows differ in length, or a value is not
   *     finite
   */
  public static ArrayData of(String name, float[][] values) {
    double[][] copy = new double[values.length][];
    for (int row = 0; row < values.length; row++) {
      copy[row] = new double[values[row].length];
      for (int column = 0; column < copy[row].length; column++) {
        copy[row][column] = values[row][column];
      }
    }
    return of(name, copy);
  }

  /**
   * Copies rows of double precision, rounded to single.
   *
   * @param name what the data are called
   * @param values rows x columns
   * @return the data
   * @throws IllegalArgumentException if there is no row, rows differ in length, or a value is not
   *     finite in single precision
   */
  public static ArrayData of(String name, double[][] values) {
    Objects.requireNonNull(name, "name");
    if (values.length == 0 || values[0].length == 0) {
      throw new IllegalArgumentException("the data are empty: expected at least 1 row of 1 column");
    }
    Matrix rows = new Matrix(values.length, values[0].length);
    for (int row = 0; row < values.length; row++) {
      copyRow(values[row], row, rows);
    }
    return new ArrayData(name, rows);
  }

  private static void copyRow(double[] values, int row, Matrix rows) {
    if (values.length != rows.columns()) {
      throw new IllegalArgumentException(
          "row %d has %d columns: expected %d as in row 1"
              .formatted(row + 1, values.length, rows.columns()));
    }
    for (int column = 0; column < values.length; column++) {
      float value = (float) values[column];
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "row %d, column %d is %s: expected a finite number within the range of float32"
                .formatted(row + 1, column + 1, values[column]));
      }
      rows.set(row, column, value);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimension() {
    return rows.columns();
  }

  /**
   * The number of rows held.
   *
   * @return at least 1
   */
  public int size() {
    return rows.rows();
  }

  /**
   * All rows in their order.
   *
   * @return a copy, {@link #size()} x {@link #dimension()}
   */
  public Matrix toMatrix() {
    Matrix copy = new Matrix(rows.rows(), rows.columns());
    copy.copyRows(rows, 0, 0, rows.rows());
    return copy;
  }

  @Override
  public void draw(RandomStream stream, long step, Matrix target, int from, int to) {
    for (int row = from; row < to; row++) {
      target.copyRows(rows, stream.integer(step, row, rows.rows()), row, 1);
    }
  }
}
