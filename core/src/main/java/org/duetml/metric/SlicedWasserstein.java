package org.duetml.metric;

import java.util.List;
import org.duetml.data.DataSource;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * The sliced Wasserstein distance between samples of equal size (Bonneel, Rabin, Peyré and Pfister
 * 2015, Sliced and Radon Wasserstein barycenters of measures):
 *
 * <p>{@code SW_p = (mean over directions of W_p^p)^(1/p)},
 *
 * <p>where {@code W_p^p} of two projections is the mean of {@code |a_(i) - b_(i)|^p} over their
 * sorted values. The directions are random, but always the same. Projections are single precision,
 * sums double. Immutable and safe for concurrent use.
 */
public final class SlicedWasserstein {
  /** The directions that published figures for 8 Gaussians use. */
  public static final int DIRECTIONS = 1000;

  private final int order;
  private final int directions;

  /**
   * The distance over {@link #DIRECTIONS} directions.
   *
   * @param order p: 1 or 2
   */
  public SlicedWasserstein(int order) {
    this(order, DIRECTIONS);
  }

  /**
   * The distance over a given number of directions.
   *
   * @param order p: 1 or 2
   * @param directions at least 1; time grows in proportion
   */
  public SlicedWasserstein(int order, int directions) {
    SortedProjections.requireOrder(order);
    Require.atLeast(1, directions, "the number of directions");
    this.order = order;
    this.directions = directions;
  }

  /**
   * The distance between two samples.
   *
   * @param reference rows x columns
   * @param sample of the same shape
   * @param executor shares the work; the result does not depend on it
   * @return at least 0, in the unit of the data
   * @throws IllegalArgumentException if the shapes differ or are empty
   */
  public double between(Matrix reference, Matrix sample, ShardExecutor executor) {
    return against(reference, List.of(sample), executor)[0];
  }

  /**
   * The distances of several samples from one reference, whose projections are sorted only once.
   *
   * @param reference rows x columns
   * @param samples each of the same shape
   * @param executor shares the work; the result does not depend on it
   * @return one distance per sample
   * @throws IllegalArgumentException if shapes differ or are empty
   */
  public double[] against(Matrix reference, List<Matrix> samples, ShardExecutor executor) {
    Require.rows(1, reference.rows(), reference);
    samples.forEach(sample -> Require.sameShape(reference, sample));
    Columns referenceColumns = new Columns(reference);
    double[][] vectors = Directions.random(directions, reference.columns());
    return new SortedProjections(order, vectors, samples)
        .distances(
            executor,
            (direction, quantiles, sort) -> {
              referenceColumns.project(direction, quantiles);
              sort.sort(quantiles);
            });
  }

  /**
   * The distance of data from fresh data.
   *
   * @param source the data
   * @param rows size of every sample, at least 1
   * @param repetitions number of pairs of samples, at least 1
   * @param stream the random numbers, of which steps 0 to {@code 2 * repetitions - 1} are taken
   * @param executor shares the work; the result does not depend on it
   * @return mean and standard deviation over the repetitions
   */
  public Floor floor(
      DataSource source, int rows, int repetitions, RandomStream stream, ShardExecutor executor) {
    Require.atLeast(1, repetitions, "the number of repetitions");
    double[] distances = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      Matrix reference = source.sample(stream, 2L * i, rows, executor);
      Matrix fresh = source.sample(stream, 2L * i + 1, rows, executor);
      distances[i] = between(reference, fresh, executor);
    }
    return Floor.of(distances);
  }
}
