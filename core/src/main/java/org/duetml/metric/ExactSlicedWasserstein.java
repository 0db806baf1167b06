package org.duetml.metric;

import java.util.List;
import org.duetml.data.ProjectedLaw;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * The sliced Wasserstein distance of a sample from a law itself: like {@link SlicedWasserstein},
 * but the sorted projections are compared with the exact quantiles of the law's projection at
 * {@code (i + 0.5) / n}. Without the noise of a second sample its floor is lower. In two dimensions
 * the directions are evenly spaced, otherwise random, but always the same.
 *
 * <p>The quantiles come from the exact distribution function on a grid, inverted by linear
 * interpolation. Immutable and safe for concurrent use.
 */
public final class ExactSlicedWasserstein {
  /** Enough in two dimensions; more changes the figure by less than its spread between draws. */
  public static final int DIRECTIONS = 200;

  private static final int GRID = 8001;

  private final int order;
  private final ProjectedLaw law;
  private final double[][] directions;

  /**
   * The distance over {@link #DIRECTIONS} directions.
   *
   * @param order p: 1 or 2
   * @param law the reference
   */
  public ExactSlicedWasserstein(int order, ProjectedLaw law) {
    this(order, law, DIRECTIONS);
  }

  /**
   * The distance over a given number of directions.
   *
   * @param order p: 1 or 2
   * @param law the reference
   * @param directions at least 1; time grows in proportion
   */
  public ExactSlicedWasserstein(int order, ProjectedLaw law, int directions) {
    SortedProjections.requireOrder(order);
    Require.atLeast(1, directions, "the number of directions");
    this.order = order;
    this.law = law;
    this.directions =
        law.dimension() == 2
            ? Directions.halfCircle(directions)
            : Directions.random(directions, law.dimension());
  }

  /**
   * The distance of a sample.
   *
   * @param sample rows x dimension of the law, at least 1 row
   * @param executor shares the work; the result does not depend on it
   * @return at least 0, in the unit of the data
   * @throws IllegalArgumentException if the shape does not fit
   */
  public double of(Matrix sample, ShardExecutor executor) {
    return of(List.of(sample), executor)[0];
  }

  /**
   * The distances of several samples, for which the quantiles are computed once.
   *
   * @param samples each of the same shape: rows x dimension of the law, at least 1 row
   * @param executor shares the work; the result does not depend on it
   * @return one distance per sample
   * @throws IllegalArgumentException if a shape does not fit
   */
  public double[] of(List<Matrix> samples, ShardExecutor executor) {
    for (Matrix sample : samples) {
      Require.rows(1, sample.rows(), sample);
      Require.sameShape(samples.getFirst(), sample);
      Require.dimension(law, sample);
    }
    return new SortedProjections(order, directions, samples)
        .distances(executor, (direction, quantiles, sort) -> quantiles(direction, quantiles));
  }

  private void quantiles(double[] direction, float[] quantiles) {
    double[] range = law.projectedRange(direction);
    double step = (range[1] - range[0]) / (GRID - 1);
    double[] cdf = new double[GRID];
    law.tabulate(direction, range[0], step, cdf);
    int cell = 0;
    for (int i = 0; i < quantiles.length; i++) {
      double probability = (i + 0.5) / quantiles.length;
      while (cell < GRID - 2 && cdf[cell + 1] < probability) {
        cell++;
      }
      double rise = cdf[cell + 1] - cdf[cell];
      double part = rise > 0 ? Math.clamp((probability - cdf[cell]) / rise, 0, 1) : 0;
      quantiles[i] = (float) (range[0] + (cell + part) * step);
    }
  }

  /**
   * The distance of draws from the law itself.
   *
   * @param rows size of every sample, at least 1
   * @param repetitions number of samples, at least 1
   * @param stream the random numbers, of which steps 0 to {@code repetitions - 1} are taken
   * @param executor shares the work; the result does not depend on it
   * @return mean and standard deviation over the repetitions
   */
  public Floor floor(int rows, int repetitions, RandomStream stream, ShardExecutor executor) {
    Require.atLeast(1, repetitions, "the number of repetitions");
    double[] distances = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      distances[i] = of(law.sample(stream, i, rows, executor), executor);
    }
    return Floor.of(distances);
  }
}
