package org.duetml.metric;

import java.util.Arrays;
import org.duetml.data.GaussianMixture;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;

/** Samples that the tests share. */
final class Fixtures {
  private Fixtures() {}

  /** Independent normals of one mean and standard deviation in every column. */
  static Matrix normals(int rows, int columns, double mean, double sd, long step) {
    double[] centre = new double[columns];
    Arrays.fill(centre, mean);
    Matrix matrix = new Matrix(rows, columns);
    GaussianMixture.even("normal", new double[][] {centre}, sd)
        .draw(RandomStream.of(11, "test"), step, matrix, 0, rows);
    return matrix;
  }

  static Matrix matrix(double[][] values) {
    Matrix matrix = new Matrix(values.length, values[0].length);
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values[row].length; column++) {
        matrix.set(row, column, (float) values[row][column]);
      }
    }
    return matrix;
  }

  static Matrix shifted(Matrix rows, double... shift) {
    Matrix result = new Matrix(rows.rows(), rows.columns());
    for (int row = 0; row < rows.rows(); row++) {
      for (int column = 0; column < rows.columns(); column++) {
        result.set(row, column, (float) (rows.get(row, column) + shift[column]));
      }
    }
    return result;
  }
}
