package org.duetml.anomaly;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * The metric of a kernel density from rows: {@link MetricFit} for its shape, {@link BandwidthFit}
 * for its scale and, where there are negatives, {@link ContrastiveRefinement}.
 */
final class LearnedMetric {
  /** With fewer distinct rows nothing can be learned. */
  private static final int FEWEST_DISTINCT = 3;

  private LearnedMetric() {}

  /**
   * Learns.
   *
   * @param source standardised rows in random order
   * @param negatives may give none
   * @param executor shares the work
   */
  static Metric of(Matrix source, Negatives negatives, ShardExecutor executor) {
    DistinctRows distinct = DistinctRows.of(source);
    int[] order = new int[distinct.rows().rows()];
    if (order.length < FEWEST_DISTINCT) {
      return silverman(source.rows(), source.columns());
    }
    RandomStream.of(0, "anomaly.metric").permutation(0, order);
    Matrix rows = new Matrix(order.length, source.columns());
    float[] counts = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      rows.copyRows(distinct.rows(), order[i], i, 1);
      counts[i] = distinct.counts()[order[i]];
    }
    int few = Math.min(MetricFit.MOST_ROWS, order.length);
    double[][] covariance =
        MetricFit.covariance(first(rows, few), Arrays.copyOf(counts, few), executor);
    Metric metric = BandwidthFit.scaled(rows, counts, Metric.of(covariance), executor);
    Matrix drawn = negatives.draw(source, ContrastiveRefinement.NEGATIVES, executor);
    return drawn.rows() == 0 ? metric : refined(metric, rows, counts, drawn, executor);
  }

  /**
   * By fewer centres, whose kernels are wider; what changes is carried over to the metric of all.
   */
  private static Metric refined(
      Metric metric, Matrix rows, float[] counts, Matrix negatives, ShardExecutor executor) {
    int few = Math.min(ContrastiveRefinement.MOST_CENTRES, rows.rows());
    Matrix centres = first(rows, few);
    float[] weights = Arrays.copyOf(counts, few);
    Metric start = BandwidthFit.scaled(centres, weights, metric, executor);
    return metric.stretched(
        ContrastiveRefinement.logScales(centres, weights, start, negatives, executor));
  }

  /** Too few distinct rows to learn from: the rule of thumb for normal data (Silverman 1986). */
  private static Metric silverman(int rows, int columns) {
    double[][] covariance = new double[columns][columns];
    for (int c = 0; c < columns; c++) {
      covariance[c][c] = StrictMath.pow(4 / ((columns + 2.0) * rows), 2 / (columns + 4.0));
    }
    return Metric.of(covariance);
  }

  private static Matrix first(Matrix rows, int count) {
    Matrix first = new Matrix(count, rows.columns());
    first.copyRows(rows, 0, 0, count);
    return first;
  }
}
