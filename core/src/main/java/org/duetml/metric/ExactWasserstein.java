package org.duetml.metric;

import org.duetml.kernel.Matrix;

/**
 * The Wasserstein-2 distance between two samples of equal size, exactly: {@code W_2^2} is the least
 * mean of {@code |a_i - b_j|^2} over all one-to-one assignments (Peyré and Cuturi 2019,
 * Computational optimal transport, section 2.2). For subsets: time is cubic in the number of rows,
 * and the distance between two samples of one law shrinks slowly with it.
 */
public final class ExactWasserstein {
  private ExactWasserstein() {}

  /**
   * The distance between the first rows of two samples.
   *
   * @param reference at least {@code rows} rows
   * @param sample at least {@code rows} rows, as many columns
   * @param rows how many rows of each, at least 1; 1000 take about a second
   * @return at least 0, in the unit of the data
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static double between(Matrix reference, Matrix sample, int rows) {
    Require.sameColumns(reference, sample);
    Require.rows(1, rows, reference, sample);
    double[][] costs = new double[rows][rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        costs[i][j] = Sums.squaredDistance(reference, i, sample, j);
      }
    }
    int[] rowOfColumn = Assignment.cheapest(costs);
    double sum = 0;
    for (int j = 0; j < rows; j++) {
      sum += costs[rowOfColumn[j]][j];
    }
    return Math.sqrt(sum / rows);
  }
}
