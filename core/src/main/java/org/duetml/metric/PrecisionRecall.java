package org.duetml.metric;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/**
 * Precision and recall of a sample (Kynkäänniemi et al. 2019, Improved precision and recall metric
 * for assessing generative models). The support of a set of points is taken to be the union of the
 * balls around them that reach to the k-th nearest other point of the set.
 *
 * @param precision the part of the sample inside the support of the reference, in [0, 1]
 * @param recall the part of the reference inside the support of the sample, in [0, 1]
 */
public record PrecisionRecall(double precision, double recall) {
  /** The k of the paper. */
  public static final int NEIGHBOURS = 3;

  /**
   * Compares the first rows of two samples with {@link #NEIGHBOURS} neighbours.
   *
   * @param reference at least {@code rows} rows
   * @param sample at least {@code rows} rows, as many columns
   * @param rows how many rows of each; time grows with its square
   * @param executor shares the work; the result does not depend on it
   * @return precision and recall
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static PrecisionRecall of(
      Matrix reference, Matrix sample, int rows, ShardExecutor executor) {
    return of(reference, sample, rows, NEIGHBOURS, executor);
  }

  /**
   * Compares the first rows of two samples.
   *
   * @param reference at least {@code rows} rows
   * @param sample at least {@code rows} rows, as many columns
   * @param rows how many rows of each, more than {@code neighbours}; time grows with its square
   * @param neighbours k, at least 1
   * @param executor shares the work; the result does not depend on it
   * @return precision and recall
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static PrecisionRecall of(
      Matrix reference, Matrix sample, int rows, int neighbours, ShardExecutor executor) {
    Require.sameColumns(reference, sample);
    Require.atLeast(1, neighbours, "the number of neighbours");
    Require.rows(neighbours + 1, rows, reference, sample);
    return new PrecisionRecall(
        partInside(sample, reference, rows, neighbours, executor),
        partInside(reference, sample, rows, neighbours, executor));
  }

  private static double partInside(
      Matrix points, Matrix centres, int rows, int neighbours, ShardExecutor executor) {
    double[] squaredRadii = new double[rows];
    executor.shards(
        rows,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            squaredRadii[i] = squaredRadius(centres, i, rows, neighbours);
          }
        });
    double[] inside = new double[rows];
    executor.shards(
        rows,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            inside[i] = isInside(points, i, centres, squaredRadii) ? 1 : 0;
          }
        });
    return Sums.sum(inside) / rows;
  }

  private static double squaredRadius(Matrix centres, int centre, int rows, int neighbours) {
    double[] nearest = new double[neighbours];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (int other = 0; other < rows; other++) {
      double squared = Sums.squaredDistance(centres, centre, centres, other);
      if (other != centre && squared < nearest[neighbours - 1]) {
        insert(squared, nearest);
      }
    }
    return nearest[neighbours - 1];
  }

  /** Drops the last of ascending values and inserts one below it in its place. */
  private static void insert(double value, double[] ascending) {
    int place = ascending.length - 1;
    while (place > 0 && ascending[place - 1] > value) {
      ascending[place] = ascending[place - 1];
      place--;
    }
    ascending[place] = value;
  }

  private static boolean isInside(Matrix points, int point, Matrix centres, double[] squaredRadii) {
    for (int centre = 0; centre < squaredRadii.length; centre++) {
      if (Sums.squaredDistance(points, point, centres, centre) <= squaredRadii[centre]) {
        return true;
      }
    }
    return false;
  }
}
