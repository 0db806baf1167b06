package org.duetml.metric;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/**
 * The squared maximum mean discrepancy with the Gaussian kernel {@code k(x, y) = exp(-|x - y|^2 /
 * (2 h^2))}, whose bandwidth h is the median distance between points of the reference; the unbiased
 * estimate, which is 0 on average for two samples of one law and may be negative (Gretton et al.
 * 2012, A kernel two-sample test, equation 3 and section 8).
 */
public final class MaximumMeanDiscrepancy {
  /** The bandwidth is the median over the pairs of this many points, at most. */
  private static final int BANDWIDTH_POINTS = 1000;

  private MaximumMeanDiscrepancy() {}

  /**
   * The squared discrepancy between the first rows of two samples.
   *
   * @param reference at least {@code rows} rows, which also set the bandwidth
   * @param sample at least {@code rows} rows, as many columns
   * @param rows how many rows of each, at least 2; time grows with its square
   * @param executor shares the work; the result does not depend on it
   * @return at most 2; 0 on average if the laws agree
   * @throws IllegalArgumentException if the shapes do not fit, or more than half the pairs of the
   *     reference coincide
   */
  public static double squared(Matrix reference, Matrix sample, int rows, ShardExecutor executor) {
    Require.sameColumns(reference, sample);
    Require.rows(2, rows, reference, sample);
    double bandwidth = medianDistance(reference, Math.min(rows, BANDWIDTH_POINTS));
    double factor = -1 / (2 * bandwidth * bandwidth);
    double withinReference = kernelSum(reference, reference, rows, factor, executor);
    double withinSample = kernelSum(sample, sample, rows, factor, executor);
    double across = kernelSum(reference, sample, rows, factor, executor);
    // A point's kernel with itself is 1 and is not part of the unbiased estimate.
    double within = (withinReference - rows) + (withinSample - rows);
    return within / ((double) rows * (rows - 1)) - 2 * across / ((double) rows * rows);
  }

  private static double medianDistance(Matrix points, int count) {
    double[] squares = new double[count * (count - 1) / 2];
    int next = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        squares[next++] = Sums.squaredDistance(points, i, points, j);
      }
    }
    Arrays.sort(squares);
    double median = Math.sqrt(squares[squares.length / 2]);
    if (!(median > 0)) {
      throw new IllegalArgumentException(
          "the median distance in the reference is %s: expected more than 0".formatted(median));
    }
    return median;
  }

  private static double kernelSum(
      Matrix a, Matrix b, int rows, double factor, ShardExecutor executor) {
    double[] sums = new double[rows];
    executor.shards(
        rows,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            for (int j = 0; j < rows; j++) {
              sums[i] += StrictMath.exp(factor * Sums.squaredDistance(a, i, b, j));
            }
          }
        });
    return Sums.sum(sums);
  }
}
