package org.duetml.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * The typical local standard deviation of standardised data: the sd of a mode relative to the sd of
 * all the data, for example 0.17 for 8 Gaussians and 1 for one Gaussian.
 *
 * <p>Definition. Let p_h be the density of the data plus N(0, h^2 I) and {@code J = E|grad log
 * p_h|^2 / D} its Fisher information per dimension. A Gaussian of standard deviation s has {@code J
 * = 1 / (s^2 + h^2)}, so {@code sqrt(1/J - h^2)} is called the local scale at h. It is never above
 * the standard deviation (Cramer-Rao), so that 1 is the largest answer.
 *
 * <p>Estimate. Plugging in the score of a kernel density estimate overestimates J, the more so the
 * higher the dimension, because the estimate's own errors have a gradient too. But any vector field
 * v bounds J from below, with y = x + h z:
 *
 * <p>{@code J >= E[<v(y), -z/h>]^2 / (E|v(y)|^2 D)}
 *
 * <p>by Cauchy-Schwarz, since {@code -z/h} is the score of y on average (denoising score matching,
 * Vincent 2011). The fields tried are the leave-one-out mean shifts of kernels of bandwidths h, 1.5
 * h, 2 h and 3 h, at noise levels h from 0.7 to 4 times the bandwidth of maximum leave-one-out
 * likelihood. The best bound gives the smallest scale, which is returned; each is taken one
 * standard error low, or the luckiest would win. Exact copies of a point are left out with it, for
 * draws with replacement would otherwise look like modes of no width.
 */
public final class LocalScale {
  private static final double SMALLEST_BANDWIDTH = 0.01;
  private static final double LARGEST_BANDWIDTH = 3;
  private static final double BANDWIDTH_TOLERANCE = 0.02;
  private static final int NOISE_LEVELS = 6;
  private static final double LEVELS_PER_OCTAVE = 2;
  private static final double[] KERNEL_WIDTHS = {1, 1.5, 2, 3};
  private static final double NEGLIGIBLE = 40;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final double[][] points;
  private final int dimension;
  private final RandomStream stream;
  private final ShardExecutor executor;

  private LocalScale(double[][] points, RandomStream stream, ShardExecutor executor) {
    this.points = points;
    this.dimension = points[0].length;
    this.stream = stream;
    this.executor = executor;
  }

  /**
   * Estimates the local scale. Time is quadratic in the number of points; about 1000 serve in any
   * dimension, and the answer depends little on their number.
   *
   * @param standardized points x columns, each column of mean 0 and variance 1; constant columns
   *     are ignored
   * @param stream the random numbers, of which step 0 is taken
   * @param executor shares the work; the result does not depend on it
   * @return more than 0, at most 1; 1 if all points are equal
   */
  public static double estimate(Matrix standardized, RandomStream stream, ShardExecutor executor) {
    int[] columns =
        IntStream.range(0, standardized.columns()).filter(c -> varies(standardized, c)).toArray();
    if (columns.length == 0) {
      return 1;
    }
    double[][] points = new double[standardized.rows()][columns.length];
    for (int row = 0; row < points.length; row++) {
      for (int i = 0; i < columns.length; i++) {
        points[row][i] = standardized.get(row, columns[i]);
      }
    }
    return new LocalScale(points, stream, executor).smallestScale();
  }

  private static boolean varies(Matrix rows, int column) {
    return IntStream.range(1, rows.rows())
        .anyMatch(row -> rows.get(row, column) != rows.get(0, column));
  }

  private double smallestScale() {
    double bandwidth = mostLikelyBandwidth();
    double smallest = 1;
    for (int level = 0; level < NOISE_LEVELS; level++) {
      double noise = bandwidth * StrictMath.pow(2, (level - 1) / LEVELS_PER_OCTAVE);
      for (double information : informationBounds(noise)) {
        double variance = Math.max(1 / information - noise * noise, noise * noise / 4);
        smallest = Math.min(smallest, Math.sqrt(variance));
      }
    }
    return smallest;
  }

  /** Golden-section search on the logarithm of the bandwidth. */
  private double mostLikelyBandwidth() {
    double low = StrictMath.log(SMALLEST_BANDWIDTH);
    double high = StrictMath.log(LARGEST_BANDWIDTH);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = logLikelihood(StrictMath.exp(left));
    double atRight = logLikelihood(StrictMath.exp(right));
    while (high - low > BANDWIDTH_TOLERANCE) {
      if (atLeft > atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = logLikelihood(StrictMath.exp(left));
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = logLikelihood(StrictMath.exp(right));
      }
    }
    return StrictMath.exp((low + high) / 2);
  }

  /** Mean log-density of every point under the kernel estimate of the others, up to a constant. */
  private double logLikelihood(double bandwidth) {
    double[] terms = new double[points.length];
    executor.shards(
        points.length,
        (from, to) -> {
          double[] squaredDistances = new double[points.length];
          for (int i = from; i < to; i++) {
            squaredDistances(points[i], i, squaredDistances);
            terms[i] = logKernelSum(squaredDistances, bandwidth);
          }
        });
    return mean(terms) - dimension * StrictMath.log(bandwidth);
  }

  private static double logKernelSum(double[] squaredDistances, double bandwidth) {
    double nearest = smallest(squaredDistances);
    double scale = 1 / (2 * bandwidth * bandwidth);
    double sum = 0;
    for (double squared : squaredDistances) {
      double below = (squared - nearest) * scale;
      if (below < NEGLIGIBLE) {
        sum += StrictMath.exp(-below);
      }
    }
    return StrictMath.log(sum) - nearest * scale;
  }

  /** A lower bound of J for every kernel width. */
  private double[] informationBounds(double noise) {
    // Two noises per point, z and -z: their common errors cancel.
    int draws = 2 * points.length;
    double[][] products = new double[KERNEL_WIDTHS.length][draws];
    double[][] squares = new double[KERNEL_WIDTHS.length][draws];
    executor.shards(
        draws,
        (from, to) -> {
          double[] squaredDistances = new double[points.length];
          for (int draw = from; draw < to; draw++) {
            evaluate(draw, noise, squaredDistances, products, squares);
          }
        });
    double[] bounds = new double[KERNEL_WIDTHS.length];
    for (int width = 0; width < bounds.length; width++) {
      // E[<v, -z/h>] with v = mean - x - h z; the part E|z|^2 is known to be D.
      double pessimistic = mean(products[width]) + standardError(products[width]);
      double product = Math.max(0, dimension - pessimistic / noise);
      bounds[width] = product * product / (mean(squares[width]) * dimension);
    }
    return bounds;
  }

  private void evaluate(
      int draw, double noise, double[] squaredDistances, double[][] products, double[][] squares) {
    int left = draw / 2;
    double[] z = new double[dimension];
    double[] y = new double[dimension];
    for (int c = 0; c < dimension; c++) {
      z[c] = (draw % 2 == 0 ? 1 : -1) * stream.normal(0, (long) left * dimension + c);
      y[c] = points[left][c] + noise * z[c];
    }
    squaredDistances(y, left, squaredDistances);
    for (int width = 0; width < KERNEL_WIDTHS.length; width++) {
      double[] mean = kernelMean(squaredDistances, KERNEL_WIDTHS[width] * noise);
      double product = 0;
      for (int c = 0; c < dimension; c++) {
        product += (mean[c] - points[left][c]) * z[c];
      }
      products[width][draw] = product;
      squares[width][draw] = Vectors.squaredDistance(mean, y);
    }
  }

  private double[] kernelMean(double[] squaredDistances, double bandwidth) {
    double nearest = smallest(squaredDistances);
    double scale = 1 / (2 * bandwidth * bandwidth);
    double[] mean = new double[dimension];
    double sum = 0;
    for (int j = 0; j < points.length; j++) {
      double below = (squaredDistances[j] - nearest) * scale;
      if (below < NEGLIGIBLE) {
        double weight = StrictMath.exp(-below);
        sum += weight;
        for (int c = 0; c < dimension; c++) {
          mean[c] += weight * points[j][c];
        }
      }
    }
    for (int c = 0; c < dimension; c++) {
      mean[c] /= sum;
    }
    return mean;
  }

  /** From y to every point but point {@code left} and its copies, which are infinitely far. */
  private void squaredDistances(double[] y, int left, double[] result) {
    for (int j = 0; j < points.length; j++) {
      result[j] =
          Arrays.equals(points[j], points[left])
              ? Double.POSITIVE_INFINITY
              : Vectors.squaredDistance(y, points[j]);
    }
  }

  private static double smallest(double[] values) {
    double smallest = Double.POSITIVE_INFINITY;
    for (double value : values) {
      smallest = Math.min(smallest, value);
    }
    return smallest;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Of the mean of values that come in pairs. */
  private static double standardError(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (int i = 0; i < values.length; i += 2) {
      double deviation = (values[i] + values[i + 1]) / 2 - mean;
      sum += deviation * deviation;
    }
    return 2 * Math.sqrt(sum) / values.length;
  }
}
