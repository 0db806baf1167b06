package org.duetml.metric;

import java.util.List;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/**
 * Compares the sorted projections of samples with reference quantiles, direction by direction, so
 * that only the projections at work are in memory.
 */
final class SortedProjections {
  /** Directions that share one workspace. */
  private static final int BLOCK = 10;

  private final int order;
  private final double[][] directions;
  private final List<Columns> samples;
  private final int rows;

  SortedProjections(int order, double[][] directions, List<Matrix> samples) {
    this.order = order;
    this.directions = directions;
    this.samples = samples.stream().map(Columns::new).toList();
    this.rows = samples.isEmpty() ? 0 : samples.getFirst().rows();
  }

  /** What the sorted projections of a sample are compared with. */
  @FunctionalInterface
  interface Reference {
    /** Writes the ascending quantiles of the projection; {@code sort} is free to be used. */
    void quantiles(double[] direction, float[] quantiles, FloatSort sort);
  }

  static void requireOrder(int order) {
    if (order != 1 && order != 2) {
      throw new IllegalArgumentException("order is %d: expected 1 or 2".formatted(order));
    }
  }

  /** One distance per sample. */
  double[] distances(ShardExecutor executor, Reference reference) {
    double[][] costs = new double[samples.size()][directions.length];
    int blocks = (directions.length + BLOCK - 1) / BLOCK;
    executor.run(blocks, block -> compareBlock(block * BLOCK, reference, costs));
    double[] distances = new double[samples.size()];
    for (int i = 0; i < distances.length; i++) {
      double mean = Sums.sum(costs[i]) / directions.length;
      distances[i] = order == 1 ? mean : Math.sqrt(mean);
    }
    return distances;
  }

  private void compareBlock(int first, Reference reference, double[][] costs) {
    FloatSort sort = new FloatSort(rows);
    float[] quantiles = new float[rows];
    float[] projection = new float[rows];
    for (int d = first; d < Math.min(first + BLOCK, directions.length); d++) {
      reference.quantiles(directions[d], quantiles, sort);
      for (int i = 0; i < costs.length; i++) {
        samples.get(i).project(directions[d], projection);
        sort.sort(projection);
        costs[i][d] =
            order == 1 ? meanAbsolute(projection, quantiles) : meanSquare(projection, quantiles);
      }
    }
  }

  private static double meanAbsolute(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((double) a[i] - b[i]);
    }
    return sum / a.length;
  }

  private static double meanSquare(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return sum / a.length;
  }
}
