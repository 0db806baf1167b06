package org.duetml.anomaly;

import java.util.Arrays;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/**
 * The covariance S of a Gaussian kernel by maximum likelihood of every row under the kernels of all
 * the others, {@code max sum_i log sum_{j != i} w_j N(x_i; x_j, S)}, by expectation maximisation
 * (Dempster, Laird and Rubin 1977): {@code S = sum_ij r_ij (x_i - x_j)(x_i - x_j)'} with the
 * responsibilities r under the last S. No step size, no labels, and since the normaliser is known
 * this is contrastive divergence with exact negatives.
 *
 * <p>After each update a part {@link #SHRINKAGE} of S is replaced by the multiple of the identity
 * with the same trace (Ledoit and Wolf 2004), so that few rows in many columns do as well and no
 * direction is without width.
 *
 * <p>Gaussian although scores use {@link StudentKernel}: its responsibilities are local, so S is
 * the shape of neighbourhoods and not that of all the data.
 */
final class MetricFit {
  /** Between 0.1 and 0.4 little changes, see docs/algorithm.md. */
  static final double SHRINKAGE = 0.2;

  /** More rows change S little, and the work grows with their square. */
  static final int MOST_ROWS = 2000;

  /** A variance, in units of a column's own: no direction gets narrower. */
  private static final double FLOOR = 1e-6;

  private static final int MOST_ITERATIONS = 25;
  private static final int FEWEST_ITERATIONS = 4;

  /** Nats per row: less is not worth another iteration. */
  private static final double ENOUGH = 1e-3;

  private final Matrix rows;
  private final float[] counts;
  private final float[] logCounts;
  private final ShardExecutor executor;
  private final int dimension;
  private final Matrix responsibilities;
  private final double[] logLikelihoods;

  private MetricFit(Matrix rows, float[] counts, ShardExecutor executor) {
    this.rows = rows;
    this.counts = counts;
    this.executor = executor;
    dimension = rows.columns();
    logCounts = new float[counts.length];
    Kernels.get().log(counts, logCounts, 0, counts.length);
    responsibilities = new Matrix(rows.rows(), rows.rows());
    logLikelihoods = new double[rows.rows()];
  }

  /**
   * Fits.
   *
   * @param rows distinct and standardised, at least 3
   * @param counts how often each occurs
   * @param executor shares the work
   * @return the covariance, full and symmetric
   */
  static double[][] covariance(Matrix rows, float[] counts, ShardExecutor executor) {
    MetricFit fit = new MetricFit(rows, counts, executor);
    double[][] covariance = fit.start();
    double before = Double.NEGATIVE_INFINITY;
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      double now = fit.expectation(covariance);
      covariance = shrunk(fit.scatter());
      if (iteration >= FEWEST_ITERATIONS && Math.abs(now - before) < ENOUGH) {
        break;
      }
      before = now;
    }
    return covariance;
  }

  /** A multiple of the identity: the median squared distance to the nearest row, per column. */
  private double[][] start() {
    Centres centres = new Centres(rows);
    double[] nearest = new double[rows.rows()];
    executor.run(
        rows.rows(),
        i -> {
          float[] squared = new float[rows.rows()];
          centres.squaredDistances(rows.values(), i * rows.stride(), squared);
          squared[i] = Float.POSITIVE_INFINITY;
          float smallest = squared[0];
          for (float distance : squared) {
            smallest = Math.min(smallest, distance);
          }
          nearest[i] = smallest;
        });
    Arrays.sort(nearest);
    double variance = Math.max(nearest[nearest.length / 2] / dimension, FLOOR);
    double[][] start = new double[dimension][dimension];
    for (int c = 0; c < dimension; c++) {
      start[c][c] = variance;
    }
    return start;
  }

  /** Fills the responsibilities; the mean log-likelihood up to a constant. */
  private double expectation(double[][] covariance) {
    Metric metric = Metric.of(covariance);
    Matrix whitened = metric.apply(rows, executor);
    Centres centres = new Centres(whitened);
    executor.run(rows.rows(), i -> respond(centres, whitened, i));
    double sum = 0;
    double total = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] * logLikelihoods[i];
      total += counts[i];
    }
    return sum / total + metric.logDeterminant();
  }

  private void respond(Centres centres, Matrix whitened, int i) {
    int n = rows.rows();
    float[] terms = new float[n];
    centres.squaredDistances(whitened.values(), i * whitened.stride(), terms);
    for (int j = 0; j < n; j++) {
      terms[j] = logCounts[j] - 0.5f * terms[j];
    }
    terms[i] = Float.NEGATIVE_INFINITY;
    logLikelihoods[i] = StudentKernel.logSum(terms, n);
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += terms[j];
    }
    float share = (float) (counts[i] / sum);
    int start = i * responsibilities.stride();
    for (int j = 0; j < n; j++) {
      responsibilities.values()[start + j] = share * terms[j];
    }
  }

  /**
   * {@code sum_ij r_ij (x_i - x_j)(x_i - x_j)' / sum_ij r_ij}, as {@code X'G + (X'G)'} with {@code
   * g_i = (r_i. + r_.i) x_i / 2 - sum_j r_ij x_j}.
   */
  private double[][] scatter() {
    double[][] g = new double[rows.rows()][];
    executor.run(g.length, i -> g[i] = pulls(i));
    double total = addOwn(g);
    double[][] product = new double[dimension][];
    executor.run(dimension, a -> product[a] = productRow(g, a));
    double[][] scatter = new double[dimension][dimension];
    for (int a = 0; a < dimension; a++) {
      for (int b = 0; b < dimension; b++) {
        scatter[a][b] = (product[a][b] + product[b][a]) / total;
      }
    }
    return scatter;
  }

  /** {@code -sum_j r_ij x_j}. Most responsibilities are zero. */
  private double[] pulls(int i) {
    double[] pull = new double[dimension];
    for (int j = 0; j < rows.rows(); j++) {
      double share = responsibilities.get(i, j);
      if (share != 0) {
        for (int c = 0; c < dimension; c++) {
          pull[c] -= share * rows.get(j, c);
        }
      }
    }
    return pull;
  }

  private double addOwn(double[][] g) {
    int n = rows.rows();
    double[] sums = new double[n];
    double total = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double share = responsibilities.get(i, j);
        sums[i] += share;
        sums[j] += share;
        total += share;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < dimension; c++) {
        g[i][c] += 0.5 * sums[i] * rows.get(i, c);
      }
    }
    return total;
  }

  private double[] productRow(double[][] g, int a) {
    double[] row = new double[dimension];
    for (int i = 0; i < g.length; i++) {
      double x = rows.get(i, a);
      for (int b = 0; b < dimension; b++) {
        row[b] += x * g[i][b];
      }
    }
    return row;
  }

  private static double[][] shrunk(double[][] covariance) {
    double trace = 0;
    for (int c = 0; c < covariance.length; c++) {
      trace += covariance[c][c];
    }
    double round = SHRINKAGE * trace / covariance.length + FLOOR;
    for (int c = 0; c < covariance.length; c++) {
      for (int d = 0; d < covariance.length; d++) {
        covariance[c][d] *= 1 - SHRINKAGE;
      }
      covariance[c][c] += round;
    }
    return covariance;
  }
}
