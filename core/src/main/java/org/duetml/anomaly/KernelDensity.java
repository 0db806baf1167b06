package org.duetml.anomaly;

import java.util.List;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/**
 * A density of weighted kernels, {@code q(x) = sum_j w_j |A| t((x - c_j) A)} with Student kernels t
 * of 3 degrees of freedom. Its energy is {@code -log q}: the normaliser is known, so no sampling is
 * needed to trust it.
 *
 * <p>A row's work is in proportion to centres times columns. Immutable and safe for concurrent use,
 * with an executor for each caller.
 */
final class KernelDensity {
  private final Matrix points;
  private final float[] counts;
  private final Metric metric;
  private final StudentKernel kernel;
  private final Centres centres;
  private final float[] logCounts;
  private final double rows;

  /**
   * A density.
   *
   * @param points the distinct centres, one in each row
   * @param counts how many rows each stands for, at least 1
   * @param metric where the kernels are round
   */
  KernelDensity(Matrix points, float[] counts, Metric metric) {
    this.points = points;
    this.counts = counts;
    this.metric = metric;
    kernel = new StudentKernel(metric.dimension());
    Matrix whitened = new Matrix(points.rows(), points.columns());
    metric.apply(points, whitened, 0, points.rows());
    centres = new Centres(whitened);
    logCounts = new float[counts.length];
    Kernels.get().log(counts, logCounts, 0, counts.length);
    double sum = 0;
    for (float count : counts) {
      sum += count;
    }
    rows = sum;
  }

  Matrix points() {
    return points;
  }

  float[] counts() {
    return counts;
  }

  Metric metric() {
    return metric;
  }

  /**
   * Energies of rows.
   *
   * @param x any number of rows
   * @param own for each row the centre it is one of and is left out of, -1 for none; null if none
   *     is left out
   * @param executor shares the work
   * @return {@code -log q(x)}, in nats
   */
  double[] energies(Matrix x, int[] own, ShardExecutor executor) {
    double[] energies = new double[x.rows()];
    executor.shards(
        x.rows(),
        (from, to) -> {
          Matrix z = whiten(x, from, to);
          float[] terms = new float[centres.count()];
          for (int row = from; row < to; row++) {
            centres.squaredDistances(z.values(), (row - from) * z.stride(), terms);
            int left = own == null ? -1 : own[row];
            energies[row] = energy(terms, left, kernel, metric.logDeterminant());
          }
        });
    return energies;
  }

  private Matrix whiten(Matrix x, int from, int to) {
    Matrix part = new Matrix(to - from, x.columns());
    part.copyRows(x, from, 0, to - from);
    Matrix z = new Matrix(to - from, x.columns());
    metric.apply(part, z, 0, to - from);
    return z;
  }

  /** From squared distances, which are overwritten. */
  private double energy(float[] squared, int own, StudentKernel kernel, double logDeterminant) {
    float alone = own < 0 ? 0 : squared[own];
    kernel.logTerms(squared, logCounts, squared.length);
    double total = rows;
    if (own >= 0) {
      squared[own] = counts[own] > 1 ? oneFewer(alone, counts[own], kernel) : -1e30f;
      total--;
    }
    double logSum = StudentKernel.logSum(squared, squared.length);
    return StrictMath.log(total) - logSum - kernel.logNormalizer() - logDeterminant;
  }

  private static float oneFewer(float squaredDistance, float count, StudentKernel kernel) {
    float[] term = {squaredDistance};
    kernel.logTerms(term, new float[] {(float) StrictMath.log(count - 1)}, 1);
    return term[0];
  }

  /** Where the kernels of a group's remaining columns are round, and how large they are. */
  private record Rest(
      Matrix directions, Centres projected, StudentKernel kernel, double logDeterminant) {}

  /**
   * How surprising each group of columns is, given all the others: {@code -log q(x_g | x_rest) =
   * E(x) - E(x_rest)}.
   *
   * <p>The marginal of a Student density over some of its columns is one with the same degrees of
   * freedom and the remaining block of the covariance, so {@code q(x_rest)} is a kernel density as
   * well. Its squared distance is what is left of {@code d = (x - c) A} beside a projection: {@code
   * |d|^2 - |d B|^2}, where the columns of B are an orthonormal basis of the rows of A that belong
   * to the group (the residual of regressing d on them). So all groups together cost as much as one
   * energy for each of their columns.
   *
   * @param x any number of rows
   * @param own as for {@link #energies}
   * @param groups the columns of each, not all columns in one
   * @param executor shares the work
   * @return for each row one number for each group, in nats
   */
  double[][] surprises(Matrix x, int[] own, List<int[]> groups, ShardExecutor executor) {
    List<Rest> rests = groups.stream().map(this::without).toList();
    double[][] surprises = new double[x.rows()][groups.size()];
    executor.shards(
        x.rows(),
        (from, to) -> {
          Matrix z = whiten(x, from, to);
          for (int row = from; row < to; row++) {
            int left = own == null ? -1 : own[row];
            surprises[row] = surprises(z, row - from, left, rests);
          }
        });
    return surprises;
  }

  private double[] surprises(Matrix z, int row, int own, List<Rest> rests) {
    float[] squared = new float[centres.count()];
    centres.squaredDistances(z.values(), row * z.stride(), squared);
    float[] terms = squared.clone();
    double energy = energy(terms, own, kernel, metric.logDeterminant());
    double[] surprises = new double[rests.size()];
    float[] removed = new float[centres.count()];
    for (int g = 0; g < surprises.length; g++) {
      Rest rest = rests.get(g);
      rest.projected.squaredDistances(project(z, row, rest.directions), 0, removed);
      for (int j = 0; j < terms.length; j++) {
        terms[j] = Math.max(0, squared[j] - removed[j]);
      }
      surprises[g] = energy - energy(terms, own, rest.kernel, rest.logDeterminant);
    }
    return surprises;
  }

  private static float[] project(Matrix z, int row, Matrix directions) {
    float[] projection = new float[directions.columns()];
    for (int k = 0; k < projection.length; k++) {
      double sum = 0;
      for (int c = 0; c < z.columns(); c++) {
        sum += (double) z.get(row, c) * directions.get(c, k);
      }
      projection[k] = (float) sum;
    }
    return projection;
  }

  /** With {@code A_g} the group's rows of A and {@code A_g A_g' = L L'}: {@code B = A_g' L'^-1}. */
  private Rest without(int[] group) {
    Matrix map = metric.map();
    double[][] gram = new double[group.length][group.length];
    for (int a = 0; a < group.length; a++) {
      for (int b = 0; b <= a; b++) {
        for (int c = 0; c < map.columns(); c++) {
          gram[a][b] += (double) map.get(group[a], c) * map.get(group[b], c);
        }
      }
    }
    Cholesky factor = Cholesky.of(gram);
    double[][] inverse = factor.inverse();
    Matrix directions = new Matrix(map.columns(), group.length);
    for (int c = 0; c < map.columns(); c++) {
      for (int k = 0; k < group.length; k++) {
        double sum = 0;
        for (int a = 0; a <= k; a++) {
          sum += map.get(group[a], c) * inverse[k][a];
        }
        directions.set(c, k, (float) sum);
      }
    }
    return new Rest(
        directions,
        projected(directions),
        new StudentKernel(metric.dimension() - group.length),
        metric.logDeterminant() - factor.logDeterminant());
  }

  private Centres projected(Matrix directions) {
    Matrix z = new Matrix(points.rows(), points.columns());
    metric.apply(points, z, 0, points.rows());
    Matrix projections = new Matrix(points.rows(), directions.columns());
    for (int j = 0; j < points.rows(); j++) {
      float[] projection = project(z, j, directions);
      for (int k = 0; k < projection.length; k++) {
        projections.set(j, k, projection[k]);
      }
    }
    return new Centres(projections);
  }
}
