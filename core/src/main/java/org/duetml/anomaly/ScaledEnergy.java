package org.duetml.anomaly;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/**
 * A kernel energy without its normaliser, and its gradient with respect to a scale m for each
 * column: {@code E(x) = -log sum_j w_j (1 + q_j / 3)^(-(3 + D) / 2)} with {@code q_j = |(x - c_j)
 * diag(e^m) A|^2}. A shift of all m is the bandwidth.
 *
 * <p>With {@code u = x diag(e^m)} and {@code y = u A A'}, {@code dE/dm_c = sum_j r_j pull(q_j) (u -
 * u_j)_c (y - y_j)_c}, r the centres' shares of the sum. In float64. Safe for concurrent {@link
 * #energy} calls.
 */
final class ScaledEnergy {
  /** A centre with less of the sum moves no gradient. */
  private static final double NEGLIGIBLE = 1e-9;

  private final double[][] centres;
  private final float[] weights;
  private final double[] logWeights;
  private final double total;
  private final double[][] map;
  private final StudentKernel kernel;
  private final double half;
  private final Place[] places;
  private final double[] scales;

  /** A row after its columns are scaled, {@code u}; {@code z = u A}; {@code y = z A'}. */
  private record Place(double[] u, double[] z, double[] y) {}

  /**
   * With all m = 0 until {@link #move}.
   *
   * @param centres distinct rows
   * @param counts how often each occurs
   * @param metric A, upper triangular
   * @param executor shares the work
   */
  ScaledEnergy(double[][] centres, float[] counts, Metric metric, ShardExecutor executor) {
    this.centres = centres;
    int dimension = metric.dimension();
    weights = counts;
    logWeights = new double[counts.length];
    double sum = 0;
    for (int j = 0; j < counts.length; j++) {
      logWeights[j] = StrictMath.log(counts[j]);
      sum += counts[j];
    }
    total = sum;
    map = rows(metric.map());
    kernel = new StudentKernel(dimension);
    half = 0.5 * (StudentKernel.DEGREES + dimension);
    places = new Place[centres.length];
    scales = new double[dimension];
    move(new double[dimension], executor);
  }

  static double[][] rows(Matrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int row = 0; row < rows.length; row++) {
      for (int c = 0; c < matrix.columns(); c++) {
        rows[row][c] = matrix.get(row, c);
      }
    }
    return rows;
  }

  /** Sets m. Not while energies are computed. */
  void move(double[] logScales, ShardExecutor executor) {
    for (int c = 0; c < scales.length; c++) {
      scales[c] = StrictMath.exp(logScales[c]);
    }
    executor.run(centres.length, j -> places[j] = place(centres[j]));
  }

  private Place place(double[] x) {
    int dimension = scales.length;
    double[] u = new double[dimension];
    double[] z = new double[dimension];
    double[] y = new double[dimension];
    for (int c = 0; c < dimension; c++) {
      u[c] = x[c] * scales[c];
      for (int d = c; d < dimension; d++) {
        z[d] += u[c] * map[c][d];
      }
    }
    for (int c = 0; c < dimension; c++) {
      for (int d = c; d < dimension; d++) {
        y[c] += map[c][d] * z[d];
      }
    }
    return new Place(u, z, y);
  }

  /**
   * The energy of a row.
   *
   * @param x a row
   * @param own the centre it is, which is left out; -1 for none
   * @param gradient of the energy with respect to m, overwritten
   * @return in nats, up to a constant
   */
  double energy(double[] x, int own, double[] gradient) {
    Place at = place(x);
    double[] squared = new double[centres.length];
    double[] terms = new double[centres.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < terms.length; j++) {
      squared[j] = squaredDistance(at.z, places[j].z);
      double logKernel = -half * StrictMath.log(1 + squared[j] / StudentKernel.DEGREES);
      terms[j] = j == own ? Double.NEGATIVE_INFINITY : logWeights[j] + logKernel;
      largest = Math.max(largest, terms[j]);
    }
    double sum = 0;
    for (int j = 0; j < terms.length; j++) {
      terms[j] = StrictMath.exp(terms[j] - largest);
      sum += terms[j];
    }
    Arrays.fill(gradient, 0);
    for (int j = 0; j < terms.length; j++) {
      if (terms[j] > NEGLIGIBLE * sum) {
        addPull(terms[j] / sum * kernel.pull(squared[j]), at, places[j], gradient);
      }
    }
    double others = own < 0 ? total : total - weights[own];
    return StrictMath.log(others) - largest - StrictMath.log(sum);
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      double difference = a[c] - b[c];
      sum += difference * difference;
    }
    return sum;
  }

  private static void addPull(double weight, Place at, Place centre, double[] gradient) {
    for (int c = 0; c < gradient.length; c++) {
      gradient[c] += weight * (at.u[c] - centre.u[c]) * (at.y[c] - centre.y[c]);
    }
  }
}
