package org.duetml.anomaly;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/**
 * The baseline that is hard to beat: how far the nearest training rows are (Ramaswamy, Rastogi and
 * Shim 2000). Immutable and safe for concurrent use, with an executor for each caller.
 */
public final class NearestNeighbors {
  private final Centres training;
  private final int columns;

  /**
   * Keeps a copy of the rows.
   *
   * @param training at least 1 row, standardised: Euclidean distances are taken as they are
   */
  public NearestNeighbors(Matrix training) {
    if (training.rows() == 0) {
      throw new IllegalArgumentException("no training rows: expected at least 1");
    }
    this.training = new Centres(training);
    columns = training.columns();
  }

  /**
   * The mean distance to the nearest training rows, for several numbers of them at once.
   *
   * @param rows any number, standardised like the training rows
   * @param neighbors how many, each from 1 to the number of training rows, ascending
   * @param executor shares the work
   * @return for each number of neighbours a score of each row
   * @throws IllegalArgumentException if a number or the rows' width is impossible
   */
  public double[][] meanDistances(Matrix rows, int[] neighbors, ShardExecutor executor) {
    int most = neighbors[neighbors.length - 1];
    if (rows.columns() != columns || neighbors[0] < 1 || most > training.count()) {
      throw new IllegalArgumentException(
          "%s neighbours of rows of %d columns: expected 1 to %d, %d columns"
              .formatted(Arrays.toString(neighbors), rows.columns(), training.count(), columns));
    }
    double[][] scores = new double[neighbors.length][rows.rows()];
    executor.shards(
        rows.rows(),
        (from, to) -> {
          float[] squared = new float[training.count()];
          for (int row = from; row < to; row++) {
            training.squaredDistances(rows.values(), row * rows.stride(), squared);
            float[] nearest = smallest(squared, most);
            for (int i = 0; i < neighbors.length; i++) {
              scores[i][row] = meanDistance(nearest, neighbors[i]);
            }
          }
        });
    return scores;
  }

  /** The smallest numbers, ascending: few are wanted, so each new one is put into its place. */
  private static float[] smallest(float[] values, int count) {
    float[] smallest = new float[count];
    Arrays.fill(smallest, Float.POSITIVE_INFINITY);
    for (float value : values) {
      if (value < smallest[count - 1]) {
        int place = count - 1;
        while (place > 0 && smallest[place - 1] > value) {
          smallest[place] = smallest[place - 1];
          place--;
        }
        smallest[place] = value;
      }
    }
    return smallest;
  }

  private static double meanDistance(float[] squared, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.sqrt(squared[i]);
    }
    return sum / count;
  }
}
