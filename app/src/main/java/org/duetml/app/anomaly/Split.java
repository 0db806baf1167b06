package org.duetml.app.anomaly;

import java.util.List;
import org.duetml.kernel.Matrix;

/**
 * What is trained on and what is scored, standardised by the training rows. A missing value is the
 * mean of its column; a column that is constant in training keeps its scale.
 *
 * @param training normal rows
 * @param normals other normal rows
 * @param anomalies rows to be found
 */
record Split(Matrix training, Matrix normals, Matrix anomalies) {
  private static final double CONSTANT = 1e-12;

  static Split of(List<double[]> training, List<double[]> normals, List<double[]> anomalies) {
    double[][] scales = new double[training.getFirst().length][];
    for (int c = 0; c < scales.length; c++) {
      int column = c;
      double[] known =
          training.stream().mapToDouble(row -> row[column]).filter(x -> !Double.isNaN(x)).toArray();
      scales[c] = scale(known);
    }
    return new Split(
        standardized(training, scales),
        standardized(normals, scales),
        standardized(anomalies, scales));
  }

  /** Mean and standard deviation. */
  private static double[] scale(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = values.length == 0 ? 0 : sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double sd = values.length == 0 ? 0 : Math.sqrt(squares / values.length);
    return new double[] {mean, sd < CONSTANT ? 1 : sd};
  }

  private static Matrix standardized(List<double[]> rows, double[][] scales) {
    Matrix standardized = new Matrix(rows.size(), scales.length);
    for (int row = 0; row < rows.size(); row++) {
      for (int c = 0; c < scales.length; c++) {
        double value = (rows.get(row)[c] - scales[c][0]) / scales[c][1];
        standardized.set(row, c, Double.isNaN(value) ? 0 : (float) value);
      }
    }
    return standardized;
  }
}
