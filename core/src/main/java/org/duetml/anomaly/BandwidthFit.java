package org.duetml.anomaly;

import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/**
 * The scale s of Student kernels of a given shape, by maximum likelihood of rows under the kernels
 * of all the others: {@code s = sum_ij r_ij pull(q_ij / s) q_ij / D} until it stays, the update of
 * expectation maximisation for Student densities (Lange, Little and Taylor 1989). The shape comes
 * from {@link MetricFit}, from fewer rows; the more rows there are, the narrower are their kernels.
 */
final class BandwidthFit {
  /** Rows that are left out in turn; all others are centres of their kernels. */
  private static final int MOST_QUERIES = 500;

  private static final int MOST_ITERATIONS = 50;
  private static final double ENOUGH = 1e-3;
  private static final double SMALLEST = 1e-6;

  private BandwidthFit() {}

  /**
   * Fits.
   *
   * @param rows distinct and standardised, at least 2, in random order
   * @param counts how often each occurs
   * @param metric the shape
   * @param executor shares the work
   * @return a metric of the same shape
   */
  static Metric scaled(Matrix rows, float[] counts, Metric metric, ShardExecutor executor) {
    Matrix whitened = metric.apply(rows, executor);
    Centres centres = new Centres(whitened);
    int queries = Math.min(MOST_QUERIES, rows.rows());
    float[][] squared = new float[queries][rows.rows()];
    executor.run(
        queries,
        i -> centres.squaredDistances(whitened.values(), i * whitened.stride(), squared[i]));
    float[] logCounts = new float[counts.length];
    Kernels.get().log(counts, logCounts, 0, counts.length);
    double variance = 1;
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      double before = variance;
      variance = update(squared, counts, logCounts, before, metric.dimension(), executor);
      if (Math.abs(StrictMath.log(variance / before)) < ENOUGH) {
        break;
      }
    }
    return metric.scaled(1 / Math.sqrt(variance));
  }

  private static double update(
      float[][] squared,
      float[] counts,
      float[] logCounts,
      double variance,
      int dimension,
      ShardExecutor executor) {
    double[] means = new double[squared.length];
    StudentKernel kernel = new StudentKernel(dimension);
    executor.run(
        squared.length, i -> means[i] = pulled(squared[i], i, logCounts, variance, kernel));
    double sum = 0;
    double total = 0;
    for (int i = 0; i < means.length; i++) {
      sum += counts[i] * means[i];
      total += counts[i];
    }
    return Math.max(sum / total / dimension, SMALLEST);
  }

  /** {@code sum_j r_ij pull(q_ij / s) q_ij}, the row itself left out. */
  private static double pulled(
      float[] squared, int own, float[] logCounts, double variance, StudentKernel kernel) {
    int n = squared.length;
    float[] terms = new float[n];
    float inverse = (float) (1 / variance);
    for (int j = 0; j < n; j++) {
      terms[j] = squared[j] * inverse;
    }
    kernel.logTerms(terms, logCounts, n);
    terms[own] = Float.NEGATIVE_INFINITY;
    StudentKernel.logSum(terms, n);
    double sum = 0;
    double shares = 0;
    for (int j = 0; j < n; j++) {
      if (terms[j] > 0) {
        shares += terms[j];
        sum += terms[j] * kernel.pull(squared[j] * inverse) * squared[j];
      }
    }
    return sum / shares;
  }
}
