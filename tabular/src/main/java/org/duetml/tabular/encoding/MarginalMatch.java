package org.duetml.tabular.encoding;

import java.util.Arrays;
import org.duetml.data.StandardNormal;
import org.duetml.kernel.Matrix;

/**
 * A monotone map of every dimension that gives the model's points the distribution of the data in
 * it: {@code Q_data(F_model(x))}, both by {@value #KNOTS} quantiles at equal steps of a normal
 * quantile. So frequencies of categories, rates of missing values and distributions of numbers are
 * those of the training rows, and what the sampler contributes is how the columns go together (its
 * copula). Immutable and safe for concurrent use.
 */
public final class MarginalMatch {
  private static final int KNOTS = 513;

  /** The outermost knots, in standard deviations of N(0, 1): one in 30,000 lies beyond. */
  private static final double REACH = 4;

  private final Matrix model;
  private final Matrix data;

  private MarginalMatch(Matrix model, Matrix data) {
    this.model = model;
    this.data = data;
  }

  /**
   * The map between two samples.
   *
   * @param drawn points of the model, as many as possible
   * @param encoded rows of the training, with jitter; as many columns
   * @return the map
   */
  public static MarginalMatch of(Matrix drawn, Matrix encoded) {
    return new MarginalMatch(quantiles(drawn), quantiles(encoded));
  }

  /**
   * The map of saved quantiles.
   *
   * @param model dimensions x knots, as {@link #model()}
   * @param data as {@link #data()}, of the same shape
   * @return the map
   * @throws IllegalArgumentException if the shapes differ or the quantiles fall
   */
  public static MarginalMatch ofQuantiles(Matrix model, Matrix data) {
    if (model.rows() != data.rows() || model.columns() != KNOTS || data.columns() != KNOTS) {
      throw new IllegalArgumentException(
          "quantiles of %dx%d and %dx%d: expected as many dimensions of %d"
              .formatted(model.rows(), model.columns(), data.rows(), data.columns(), KNOTS));
    }
    requireRising(model);
    requireRising(data);
    return new MarginalMatch(model, data);
  }

  private static void requireRising(Matrix quantiles) {
    for (int dimension = 0; dimension < quantiles.rows(); dimension++) {
      for (int knot = 1; knot < KNOTS; knot++) {
        if (quantiles.get(dimension, knot) < quantiles.get(dimension, knot - 1)) {
          throw new IllegalArgumentException(
              "the quantiles of dimension %d fall: expected them to rise".formatted(dimension + 1));
        }
      }
    }
  }

  private static Matrix quantiles(Matrix points) {
    Matrix quantiles = new Matrix(points.columns(), KNOTS);
    double[] column = new double[points.rows()];
    for (int dimension = 0; dimension < points.columns(); dimension++) {
      for (int row = 0; row < column.length; row++) {
        column[row] = points.get(row, dimension);
      }
      Arrays.sort(column);
      for (int knot = 0; knot < KNOTS; knot++) {
        double normal = REACH * (2.0 * knot / (KNOTS - 1) - 1);
        quantiles.set(dimension, knot, (float) quantile(column, StandardNormal.cdf(normal)));
      }
    }
    return quantiles;
  }

  private static double quantile(double[] sorted, double probability) {
    double place = Math.clamp(probability * sorted.length - 0.5, 0, sorted.length - 1.0);
    int below = Math.min((int) place, sorted.length - 2);
    return below < 0
        ? sorted[0]
        : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
  }

  /** The quantiles of the model, dimensions x knots; not to be changed. */
  public Matrix model() {
    return model;
  }

  /** The quantiles of the data, dimensions x knots; not to be changed. */
  public Matrix data() {
    return data;
  }

  /**
   * Maps points in place.
   *
   * @param points of as many columns as there are dimensions
   */
  public void apply(Matrix points) {
    for (int row = 0; row < points.rows(); row++) {
      for (int dimension = 0; dimension < points.columns(); dimension++) {
        points.set(row, dimension, map(dimension, points.get(row, dimension)));
      }
    }
  }

  private float map(int dimension, float value) {
    int from = dimension * model.stride();
    int found = Arrays.binarySearch(model.values(), from, from + model.columns(), value);
    int above = found >= 0 ? found - from : -found - 1 - from;
    if (above == 0) {
      return data.get(dimension, 0);
    }
    if (above == model.columns()) {
      return data.get(dimension, above - 1);
    }
    float lowest = model.get(dimension, above - 1);
    float fraction = (value - lowest) / (model.get(dimension, above) - lowest);
    float start = data.get(dimension, above - 1);
    return start + fraction * (data.get(dimension, above) - start);
  }
}
