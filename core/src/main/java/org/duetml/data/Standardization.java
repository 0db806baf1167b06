package org.duetml.data;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;

/**
 * The affine map {@code z = (x - mean) / sd} of every column, and its inverse. Immutable and safe
 * for concurrent use.
 */
public final class Standardization {
  /** A column whose deviation is below this part of its mean is constant in single precision. */
  private static final double CONSTANT = 1e-7;

  private final double[] means;
  private final double[] sds;

  private Standardization(double[] means, double[] sds) {
    this.means = means;
    this.sds = sds;
  }

  /**
   * A map of given constants, for example those of a saved model.
   *
   * @param means one finite number per column
   * @param sds one finite number above 0 per column
   * @return the map
   * @throws IllegalArgumentException if the arrays differ in length, are empty, or a value is
   *     impossible
   */
  public static Standardization of(double[] means, double[] sds) {
    if (means.length == 0 || means.length != sds.length) {
      throw new IllegalArgumentException(
          "%d means and %d standard deviations: expected as many of each, at least 1"
              .formatted(means.length, sds.length));
    }
    for (int column = 0; column < means.length; column++) {
      if (!Double.isFinite(means[column]) || !Double.isFinite(sds[column]) || sds[column] <= 0) {
        throw new IllegalArgumentException(
            "column %d has mean %s and standard deviation %s: expected finite numbers, the latter"
                    .formatted(column + 1, means[column], sds[column])
                + " above 0");
      }
    }
    return new Standardization(means.clone(), sds.clone());
  }

  /**
   * The map that changes nothing.
   *
   * @param dimension number of columns, at least 1
   * @return the map
   */
  public static Standardization identity(int dimension) {
    double[] sds = new double[dimension];
    Arrays.fill(sds, 1);
    return of(new double[dimension], sds);
  }

  /**
   * The map that gives draws of a source mean 0 and variance 1 in every column. A constant column
   * keeps its scale (sd 1).
   *
   * @param source the data
   * @param count number of draws, at least 1
   * @param stream the random numbers, of which step 0 is taken
   * @return the map
   */
  public static Standardization fit(DataSource source, int count, RandomStream stream) {
    if (count < 1) {
      throw new IllegalArgumentException("%d draws: expected at least 1".formatted(count));
    }
    Matrix rows = new Matrix(count, source.dimension());
    source.draw(stream, 0, rows, 0, count);
    double[] means = new double[rows.columns()];
    double[] sds = new double[rows.columns()];
    for (int column = 0; column < means.length; column++) {
      means[column] = mean(rows, column);
      double sd = deviation(rows, column, means[column]);
      sds[column] = sd > CONSTANT * Math.abs(means[column]) ? sd : 1;
    }
    return of(means, sds);
  }

  private static double mean(Matrix rows, int column) {
    double sum = 0;
    for (int row = 0; row < rows.rows(); row++) {
      sum += rows.get(row, column);
    }
    return sum / rows.rows();
  }

  private static double deviation(Matrix rows, int column, double mean) {
    double sum = 0;
    for (int row = 0; row < rows.rows(); row++) {
      double difference = rows.get(row, column) - mean;
      sum += difference * difference;
    }
    return Math.sqrt(sum / rows.rows());
  }

  /**
   * The number of columns.
   *
   * @return at least 1
   */
  public int dimension() {
    return means.length;
  }

  /**
   * What is subtracted.
   *
   * @return a copy, one value per column
   */
  public double[] means() {
    return means.clone();
  }

  /**
   * What is divided by.
   *
   * @return a copy, one value above 0 per column
   */
  public double[] sds() {
    return sds.clone();
  }

  /**
   * Standardises rows in place.
   *
   * @param rows matrix of {@link #dimension()} columns
   * @param from first row
   * @param to one past the last row
   */
  public void apply(Matrix rows, int from, int to) {
    for (int row = from; row < to; row++) {
      for (int column = 0; column < means.length; column++) {
        rows.set(row, column, (float) ((rows.get(row, column) - means[column]) / sds[column]));
      }
    }
  }

  /**
   * Standardises all rows in place.
   *
   * @param rows matrix of {@link #dimension()} columns
   */
  public void apply(Matrix rows) {
    apply(rows, 0, rows.rows());
  }

  /**
   * Standardises one point.
   *
   * @param x {@link #dimension()} coordinates
   * @return a new array
   */
  public double[] apply(double[] x) {
    double[] z = new double[means.length];
    for (int column = 0; column < means.length; column++) {
      z[column] = (x[column] - means[column]) / sds[column];
    }
    return z;
  }

  /**
   * Undoes {@link #apply(Matrix, int, int)} in place.
   *
   * @param rows matrix of {@link #dimension()} columns
   * @param from first row
   * @param to one past the last row
   */
  public void invert(Matrix rows, int from, int to) {
    for (int row = from; row < to; row++) {
      for (int column = 0; column < means.length; column++) {
        rows.set(row, column, (float) (means[column] + sds[column] * rows.get(row, column)));
      }
    }
  }

  /**
   * Undoes {@link #apply(Matrix)} in place.
   *
   * @param rows matrix of {@link #dimension()} columns
   */
  public void invert(Matrix rows) {
    invert(rows, 0, rows.rows());
  }

  /**
   * Undoes {@link #apply(double[])}.
   *
   * @param z {@link #dimension()} coordinates
   * @return a new array
   */
  public double[] invert(double[] z) {
    double[] x = new double[means.length];
    for (int column = 0; column < means.length; column++) {
      x[column] = means[column] + sds[column] * z[column];
    }
    return x;
  }

  /**
   * The sum of {@code log sd}, in nats: {@code log p(x) = log p(z) - logVolume()}.
   *
   * @return any finite number
   */
  public double logVolume() {
    double sum = 0;
    for (double sd : sds) {
      sum += StrictMath.log(sd);
    }
    return sum;
  }
}
