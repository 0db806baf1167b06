package org.duetml.metric;

import org.duetml.data.GaussianMixture;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/**
 * How samples share out among the components of a mixture. A sample belongs to the component that
 * is nearest in units of the component's standard deviation; it is near that component if it is
 * within 3 of them, and a component is covered if a sample is near it (the high-quality samples and
 * captured modes of Srivastava et al. 2017, VEEGAN). Immutable and safe for concurrent use.
 *
 * <p>Weights speak of modes only where the components are {@linkplain GaussianMixture#separated()
 * separated}; {@link #within3sd()} has a meaning for every mixture.
 */
public final class ModeStatistics {
  private static final double NEAR = 3;

  private final GaussianMixture mixture;
  private final int samples;
  private final int[] counts;
  private final int[] nearCounts;

  private ModeStatistics(GaussianMixture mixture, int[] component, boolean[] near) {
    this.mixture = mixture;
    this.samples = component.length;
    this.counts = new int[mixture.components()];
    this.nearCounts = new int[mixture.components()];
    for (int row = 0; row < samples; row++) {
      counts[component[row]]++;
      nearCounts[component[row]] += near[row] ? 1 : 0;
    }
  }

  /**
   * Counts samples by component.
   *
   * @param mixture the law the samples should follow
   * @param samples rows x dimension of the mixture, at least 1 row
   * @param executor shares the work; the result does not depend on it
   * @return the statistics of the counts
   * @throws IllegalArgumentException if the shape does not fit
   */
  public static ModeStatistics of(GaussianMixture mixture, Matrix samples, ShardExecutor executor) {
    Require.rows(1, samples.rows(), samples);
    Require.dimension(mixture, samples);
    double[][] means = new double[mixture.components()][];
    for (int k = 0; k < means.length; k++) {
      means[k] = mixture.mean(k);
    }
    int[] component = new int[samples.rows()];
    boolean[] near = new boolean[samples.rows()];
    executor.shards(
        samples.rows(),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int k = 0; k < means.length; k++) {
              double squared = squaredDistance(samples, row, means[k]) / square(mixture.sd(k));
              if (squared < nearest) {
                nearest = squared;
                component[row] = k;
              }
            }
            near[row] = nearest <= square(NEAR);
          }
        });
    return new ModeStatistics(mixture, component, near);
  }

  private static double squaredDistance(Matrix samples, int row, double[] mean) {
    double sum = 0;
    for (int column = 0; column < mean.length; column++) {
      sum += square(samples.get(row, column) - mean[column]);
    }
    return sum;
  }

  private static double square(double value) {
    return value * value;
  }

  /**
   * The part of the samples that belongs to a component.
   *
   * @param k a component of the mixture
   * @return in [0, 1]; all sum to 1
   */
  public double weight(int k) {
    return (double) counts[k] / samples;
  }

  /**
   * The least of the weights.
   *
   * @return in [0, 1]
   */
  public double smallestWeight() {
    double smallest = 1;
    for (int k = 0; k < counts.length; k++) {
      smallest = Math.min(smallest, weight(k));
    }
    return smallest;
  }

  /**
   * The greatest of the weights.
   *
   * @return in [0, 1]
   */
  public double largestWeight() {
    double largest = 0;
    for (int k = 0; k < counts.length; k++) {
      largest = Math.max(largest, weight(k));
    }
    return largest;
  }

  /**
   * The root mean square of {@code weight / true weight - 1} over the components.
   *
   * @return 0 where every component has its weight
   */
  public double relativeWeightError() {
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      sum += square(weight(k) / mixture.weight(k) - 1);
    }
    return Math.sqrt(sum / counts.length);
  }

  /**
   * The number of components with at least one sample near them.
   *
   * @return at most the number of components
   */
  public int covered() {
    int covered = 0;
    for (int count : nearCounts) {
      covered += count > 0 ? 1 : 0;
    }
    return covered;
  }

  /**
   * The part of the samples within 3 standard deviations of their component's mean.
   *
   * @return in [0, 1]; 0.989 for samples of separated components in the plane
   */
  public double within3sd() {
    int sum = 0;
    for (int count : nearCounts) {
      sum += count;
    }
    return (double) sum / samples;
  }
}
