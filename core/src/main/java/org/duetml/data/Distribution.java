package org.duetml.data;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/** A data source whose law is known. */
public interface Distribution extends DataSource {

  /**
   * Whether {@link #logDensity} can be asked.
   *
   * @return true if the density is known exactly
   */
  boolean hasDensity();

  /**
   * The natural logarithm of the density.
   *
   * @param x a point of {@link #dimension()} coordinates
   * @return negative infinity outside the support
   * @throws UnsupportedOperationException if not {@link #hasDensity()}
   */
  double logDensity(double[] x);

  /**
   * Half the width L of the box {@code [-L, L]^D} that is used for plots, quadrature and uniform
   * negatives.
   *
   * @return for example 4 for 8 Gaussians
   */
  double halfWidth();

  /**
   * The log-densities of many points.
   *
   * @param points rows x {@link #dimension()}
   * @param executor shares the work; the result does not depend on it
   * @return one value per row
   * @throws UnsupportedOperationException if not {@link #hasDensity()}
   */
  default double[] logDensities(Matrix points, ShardExecutor executor) {
    double[] result = new double[points.rows()];
    executor.shards(
        points.rows(),
        (from, to) -> {
          double[] x = new double[dimension()];
          for (int row = from; row < to; row++) {
            for (int column = 0; column < x.length; column++) {
              x[column] = points.get(row, column);
            }
            result[row] = logDensity(x);
          }
        });
    return result;
  }
}
