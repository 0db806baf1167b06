package org.duetml.data;

import java.util.Arrays;
import java.util.Objects;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;

/**
 * A mixture of isotropic Gaussians in any dimension: {@code p(x) = sum over k of weight_k N(x;
 * mean_k, sd_k^2 I)}. Immutable and safe for concurrent use.
 */
public final class GaussianMixture implements ProjectedLaw {
  private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

  /** Terms this many nats below the largest do not change a sum in double precision. */
  private static final double NEGLIGIBLE = 40;

  /** A box reaches this many standard deviations beyond the means. */
  private static final double BOX_DEVIATIONS = 4;

  /** A component's projection is taken to end this many standard deviations from its mean. */
  private static final double TAIL = 6;

  private final String name;
  private final double halfWidth;
  private final double[] weights;
  private final double[] cumulativeWeights;
  private final double[][] means;
  private final double[] sds;
  private final double[] logFactors;

  private GaussianMixture(
      String name, double halfWidth, double[] weights, double[][] means, double[] sds) {
    this.name = name;
    this.halfWidth = halfWidth;
    this.weights = weights;
    this.means = means;
    this.sds = sds;
    this.cumulativeWeights = new double[weights.length];
    this.logFactors = new double[weights.length];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k];
      cumulativeWeights[k] = sum;
      logFactors[k] =
          StrictMath.log(weights[k]) - means[k].length * (StrictMath.log(sds[k]) + LOG_TWO_PI / 2);
    }
  }

  /**
   * A mixture of components of their own weights and widths.
   *
   * @param name what the mixture is called
   * @param weights more than 0; normalised to sum to 1
   * @param means components x dimension
   * @param sds standard deviations, more than 0
   * @return the mixture; its box holds four standard deviations around every mean
   * @throws IllegalArgumentException if the arrays do not fit each other or a value is impossible
   */
  public static GaussianMixture of(String name, double[] weights, double[][] means, double[] sds) {
    Objects.requireNonNull(name, "name");
    require(means.length > 0 && means[0].length > 0, "a mixture needs at least 1 component");
    require(
        weights.length == means.length && sds.length == means.length,
        "%d weights and %d standard deviations do not fit %d means"
            .formatted(weights.length, sds.length, means.length));
    double sum = 0;
    double reach = 0;
    double[][] ownMeans = new double[means.length][];
    for (int k = 0; k < means.length; k++) {
      requirePositive("weight", k, weights[k]);
      requirePositive("standard deviation", k, sds[k]);
      ownMeans[k] = checkedMean(k, means[k], means[0].length);
      sum += weights[k];
      for (double coordinate : means[k]) {
        reach = Math.max(reach, Math.abs(coordinate) + BOX_DEVIATIONS * sds[k]);
      }
    }
    double total = sum;
    double[] normalised = Arrays.stream(weights).map(w -> w / total).toArray();
    return new GaussianMixture(name, reach, normalised, ownMeans, sds.clone());
  }

  /**
   * A mixture of components of one weight and one width.
   *
   * @param name what the mixture is called
   * @param means components x dimension
   * @param sd standard deviation, more than 0
   * @return the mixture; its box holds four standard deviations around every mean
   */
  public static GaussianMixture even(String name, double[][] means, double sd) {
    double[] weights = new double[means.length];
    double[] sds = new double[means.length];
    Arrays.fill(weights, 1);
    Arrays.fill(sds, sd);
    return of(name, weights, means, sds);
  }

  /**
   * The same mixture with another box.
   *
   * @param newHalfWidth half the width of the box, more than 0
   * @return the mixture
   */
  public GaussianMixture withHalfWidth(double newHalfWidth) {
    require(
        newHalfWidth > 0 && Double.isFinite(newHalfWidth),
        "half width %s: expected a finite number more than 0".formatted(newHalfWidth));
    return new GaussianMixture(name, newHalfWidth, weights, means, sds);
  }

  private static double[] checkedMean(int k, double[] mean, int dimension) {
    require(
        mean.length == dimension,
        "mean %d has %d coordinates: expected %d as in mean 1"
            .formatted(k + 1, mean.length, dimension));
    for (double coordinate : mean) {
      require(
          Double.isFinite(coordinate),
          "mean %d has the coordinate %s: expected finite numbers".formatted(k + 1, coordinate));
    }
    return mean.clone();
  }

  private static void requirePositive(String what, int k, double value) {
    require(
        value > 0 && Double.isFinite(value),
        "%s %d is %s: expected a finite number more than 0".formatted(what, k + 1, value));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimension() {
    return means[0].length;
  }

  @Override
  public double halfWidth() {
    return halfWidth;
  }

  /**
   * The number of components.
   *
   * @return at least 1
   */
  public int components() {
    return weights.length;
  }

  /**
   * The weight of a component.
   *
   * @param k below {@link #components()}
   * @return in (0, 1]; all sum to 1
   */
  public double weight(int k) {
    return weights[k];
  }

  /**
   * The mean of a component.
   *
   * @param k below {@link #components()}
   * @return a copy
   */
  public double[] mean(int k) {
    return means[k].clone();
  }

  /**
   * The standard deviation of a component in every direction.
   *
   * @param k below {@link #components()}
   * @return more than 0
   */
  public double sd(int k) {
    return sds[k];
  }

  /**
   * Whether the components are modes: every two means are more than twice the sum of their standard
   * deviations apart. So it is for 8 Gaussians, and not for a curve made of many components.
   *
   * @return true if each component is a mode of its own
   */
  public boolean separated() {
    for (int k = 0; k < weights.length; k++) {
      for (int other = 0; other < k; other++) {
        double reach = 2 * (sds[k] + sds[other]);
        if (Vectors.squaredDistance(means[k], means[other]) <= reach * reach) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void draw(RandomStream stream, long step, Matrix rows, int from, int to) {
    int columns = dimension();
    for (int row = from; row < to; row++) {
      // A normal of index i takes the uniforms 2i and 2i + 1: each row owns columns + 1 such pairs.
      long first = (long) row * (columns + 1);
      int k = component(stream.uniform(step, 2 * first));
      for (int column = 0; column < columns; column++) {
        double noise = stream.normal(step, first + 1 + column);
        rows.set(row, column, (float) (means[k][column] + sds[k] * noise));
      }
    }
  }

  private int component(double uniform) {
    int found = Arrays.binarySearch(cumulativeWeights, uniform);
    int k = found >= 0 ? found + 1 : -found - 1;
    return Math.min(k, weights.length - 1);
  }

  @Override
  public boolean hasDensity() {
    return true;
  }

  @Override
  public double logDensity(double[] x) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < weights.length; k++) {
      largest = Math.max(largest, logTerm(k, x));
    }
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      double below = logTerm(k, x) - largest;
      if (below > -NEGLIGIBLE) {
        sum += StrictMath.exp(below);
      }
    }
    return largest + StrictMath.log(sum);
  }

  private double logTerm(int k, double[] x) {
    return logFactors[k] - Vectors.squaredDistance(x, means[k]) / (2 * sds[k] * sds[k]);
  }

  @Override
  public double projectedCdf(double[] direction, double value) {
    double length = Math.sqrt(Vectors.dot(direction, direction));
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      double centre = Vectors.dot(direction, means[k]);
      sum += weights[k] * StandardNormal.cdf((value - centre) / (sds[k] * length));
    }
    return sum;
  }

  @Override
  public double[] projectedRange(double[] direction) {
    double length = Math.sqrt(Vectors.dot(direction, direction));
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < weights.length; k++) {
      double centre = Vectors.dot(direction, means[k]);
      low = Math.min(low, centre - TAIL * sds[k] * length);
      high = Math.max(high, centre + TAIL * sds[k] * length);
    }
    return new double[] {low, high};
  }

  @Override
  public void tabulate(double[] direction, double low, double step, double[] cdf) {
    double length = Math.sqrt(Vectors.dot(direction, direction));
    // Component k adds its weight to every grid point beyond its tail: those steps are summed last.
    double[] steps = new double[cdf.length + 1];
    Arrays.fill(cdf, 0);
    for (int k = 0; k < weights.length; k++) {
      double centre = Vectors.dot(direction, means[k]);
      double sd = sds[k] * length;
      int from = gridIndex((centre - TAIL * sd - low) / step, cdf.length);
      int to = gridIndex((centre + TAIL * sd - low) / step, cdf.length);
      for (int i = from; i < to; i++) {
        cdf[i] += weights[k] * StandardNormal.cdf((low + i * step - centre) / sd);
      }
      steps[to] += weights[k];
    }
    double sum = 0;
    for (int i = 0; i < cdf.length; i++) {
      sum += steps[i];
      cdf[i] += sum;
    }
  }

  private static int gridIndex(double position, int length) {
    return (int) Math.clamp(Math.ceil(position), 0, length);
  }
}
