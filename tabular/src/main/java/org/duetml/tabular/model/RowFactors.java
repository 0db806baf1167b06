package org.duetml.tabular.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * Rows of many dimensions as a few factors and noise: {@code x = center + z loadings + residual e}
 * with noise e of N(0, I), for tables with about as few rows as dimensions. There a network cannot
 * learn how all dimensions go together, but it can learn the leading principal components of the
 * standardised rows, as many of them as {@link FactorNumber} tells. Immutable and safe for
 * concurrent use.
 *
 * @param loadings factors x dimensions
 * @param center the means, a row of dimensions
 * @param residual standard deviations of the noise, a row of dimensions
 */
record RowFactors(Matrix loadings, Matrix center, Matrix residual) {
  private static final String LOADINGS = "loadings";
  private static final String CENTER = "center";
  private static final String RESIDUAL = "residual";

  private static final int MOST_FACTORS = 64;

  RowFactors {
    int dimension = loadings.columns();
    if (loadings.rows() < 1
        || loadings.rows() > dimension
        || center.rows() != 1
        || residual.rows() != 1
        || center.columns() != dimension
        || residual.columns() != dimension) {
      throw new IllegalArgumentException(
          "%d factors of %d numbers, %dx%d means and %dx%d residuals: expected rows of as many"
              .formatted(
                  loadings.rows(),
                  dimension,
                  center.rows(),
                  center.columns(),
                  residual.rows(),
                  residual.columns()));
    }
    for (int d = 0; d < dimension; d++) {
      if (!(residual.get(0, d) >= 0)) {
        throw new IllegalArgumentException(
            "residual %d is %s: expected at least 0".formatted(d + 1, residual.get(0, d)));
      }
    }
  }

  /**
   * Fits.
   *
   * @param points rows in random order, perhaps several times
   * @param rows how many are different ones, at least 10: the first
   */
  static RowFactors of(Matrix points, int rows) {
    double[] means = means(points, rows);
    double[] deviations = deviations(points, rows, means);
    double[][] standardised = new double[rows][means.length];
    for (int row = 0; row < rows; row++) {
      for (int d = 0; d < means.length; d++) {
        standardised[row][d] = (points.get(row, d) - means[d]) / deviations[d];
      }
    }
    int most = Math.min(MOST_FACTORS, Math.min(rows / 2, means.length - 1));
    int factors = FactorNumber.of(standardised, most);
    return of(LeadingComponents.of(standardised, factors), means, deviations);
  }

  private static double[] means(Matrix points, int rows) {
    double[] means = new double[points.columns()];
    for (int d = 0; d < means.length; d++) {
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += points.get(row, d);
      }
      means[d] = sum / rows;
    }
    return means;
  }

  private static double[] deviations(Matrix points, int rows, double[] means) {
    double[] deviations = new double[means.length];
    for (int d = 0; d < means.length; d++) {
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        double deviation = points.get(row, d) - means[d];
        sum += deviation * deviation;
      }
      deviations[d] = sum == 0 ? 1 : Math.sqrt(sum / rows);
    }
    return deviations;
  }

  private static RowFactors of(LeadingComponents components, double[] means, double[] deviations) {
    int factors = components.values().length;
    int dimension = means.length;
    Matrix loadings = new Matrix(factors, dimension);
    Matrix center = new Matrix(1, dimension);
    Matrix residual = new Matrix(1, dimension);
    for (int d = 0; d < dimension; d++) {
      double left = 1;
      for (int factor = 0; factor < factors; factor++) {
        double loading = Math.sqrt(components.values()[factor]) * components.vectors()[factor][d];
        loadings.set(factor, d, (float) (deviations[d] * loading));
        left -= loading * loading;
      }
      center.set(0, d, (float) means[d]);
      residual.set(0, d, (float) (deviations[d] * Math.sqrt(Math.max(0, left))));
    }
    return new RowFactors(loadings, center, residual);
  }

  /** Factors of a saved model. */
  static RowFactors restore(Map<String, Matrix> tensors) {
    return new RowFactors(
        tensor(tensors, LOADINGS), tensor(tensors, CENTER), tensor(tensors, RESIDUAL));
  }

  private static Matrix tensor(Map<String, Matrix> tensors, String name) {
    Matrix tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("factors without '" + name + "'");
    }
    return tensor;
  }

  /** What {@link #restore} reads. */
  Map<String, Matrix> tensors() {
    Map<String, Matrix> tensors = new LinkedHashMap<>();
    tensors.put(LOADINGS, loadings);
    tensors.put(CENTER, center);
    tensors.put(RESIDUAL, residual);
    return tensors;
  }

  /** How many numbers a row has. */
  int dimension() {
    return loadings.columns();
  }

  /**
   * What the sampler learns: the components of rows, of mean 0 and variance 1 in those that were
   * fitted.
   *
   * @param points rows x dimensions
   * @return rows x factors
   */
  Matrix scores(Matrix points) {
    double[][] weights = weights();
    Matrix scores = new Matrix(points.rows(), weights.length);
    for (int row = 0; row < points.rows(); row++) {
      for (int factor = 0; factor < weights.length; factor++) {
        double sum = 0;
        for (int d = 0; d < dimension(); d++) {
          sum += weights[factor][d] * (points.get(row, d) - center.get(0, d));
        }
        scores.set(row, factor, (float) sum);
      }
    }
    return scores;
  }

  /** Loadings over variances, so scaled that loadings have the score 1. */
  private double[][] weights() {
    double[][] weights = new double[loadings.rows()][dimension()];
    for (int factor = 0; factor < weights.length; factor++) {
      double eigenvalue = 0;
      for (int d = 0; d < dimension(); d++) {
        double loading = loadings.get(factor, d);
        weights[factor][d] = loading == 0 ? 0 : loading / variance(d);
        eigenvalue += weights[factor][d] * loading;
      }
      for (int d = 0; d < dimension(); d++) {
        weights[factor][d] /= eigenvalue;
      }
    }
    return weights;
  }

  private double variance(int d) {
    double variance = residual.get(0, d) * residual.get(0, d);
    for (int factor = 0; factor < loadings.rows(); factor++) {
      variance += loadings.get(factor, d) * loadings.get(factor, d);
    }
    return variance;
  }

  /**
   * Rows with given scores.
   *
   * @param scores rows x factors
   * @param first number of the first row; its noise is that of this number
   * @param noise a step for every row
   * @param executor shares the work
   * @return rows x dimensions
   */
  Matrix rows(Matrix scores, long first, RandomStream noise, ShardExecutor executor) {
    Matrix rows = new Matrix(scores.rows(), dimension());
    executor.shards(
        scores.rows(),
        (from, to) -> {
          Matrix normals = new Matrix(1, dimension());
          for (int row = from; row < to; row++) {
            noise.normals(first + row, normals, 0, 1);
            setRow(rows, row, scores, normals);
          }
        });
    return rows;
  }

  private void setRow(Matrix rows, int row, Matrix scores, Matrix normals) {
    for (int d = 0; d < dimension(); d++) {
      rows.set(row, d, center.get(0, d) + residual.get(0, d) * normals.get(0, d));
    }
    for (int factor = 0; factor < loadings.rows(); factor++) {
      float score = scores.get(row, factor);
      for (int d = 0; d < dimension(); d++) {
        rows.set(row, d, rows.get(row, d) + score * loadings.get(factor, d));
      }
    }
  }
}
