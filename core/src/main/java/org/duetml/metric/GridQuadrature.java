package org.duetml.metric;

import java.util.function.Function;
import org.duetml.data.Distribution;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/**
 * Integrals over a square of the plane by the midpoint rule, for densities {@code q(x) = exp(-e(x))
 * / Z} with an unknown Z. The energy e is the network's energy divided by its temperature.
 * Immutable and safe for concurrent use.
 */
public final class GridQuadrature {
  /** Cells along a side, unless told. */
  public static final int CELLS = 400;

  /** Half the width of the square, unless told: it holds the whole two-dimensional suite. */
  public static final double HALF_WIDTH = 5;

  private final Matrix points;
  private final double logCellArea;

  /** 400 x 400 cells over {@code [-5, 5]^2}. */
  public GridQuadrature() {
    this(HALF_WIDTH, CELLS);
  }

  /**
   * Cells over {@code [-halfWidth, halfWidth]^2}.
   *
   * @param halfWidth more than 0
   * @param cells along a side, at least 1
   */
  public GridQuadrature(double halfWidth, int cells) {
    Require.atLeast(1, cells, "the number of cells");
    if (!(halfWidth > 0) || !Double.isFinite(halfWidth)) {
      throw new IllegalArgumentException(
          "half width is %s: expected a finite number more than 0".formatted(halfWidth));
    }
    double side = 2 * halfWidth / cells;
    points = new Matrix(cells * cells, 2);
    logCellArea = 2 * StrictMath.log(side);
    for (int i = 0; i < points.rows(); i++) {
      points.set(i, 0, (float) ((i / cells + 0.5) * side - halfWidth));
      points.set(i, 1, (float) ((i % cells + 0.5) * side - halfWidth));
    }
  }

  /**
   * What the integrals say of a model.
   *
   * @param divergence {@code KL(p || q)} in nats: 0 where q is p
   * @param logNormalizer {@code log Z}
   */
  public record Fit(double divergence, double logNormalizer) {}

  /**
   * The normaliser alone.
   *
   * @param energies one energy per row of the midpoints it is given
   * @return {@code log Z}, Z being the integral of {@code exp(-e)} over the square
   * @throws IllegalArgumentException if an energy is not finite
   */
  public double logNormalizer(Function<Matrix, double[]> energies) {
    return logNormalizer(evaluate(energies));
  }

  /**
   * Kullback-Leibler divergence {@code KL(p || q) = sum of p (log p + e) + log Z} over the square,
   * on which both densities are normalised.
   *
   * @param p a distribution of the plane that has a density
   * @param energies one energy per row of the midpoints it is given
   * @param executor shares the work; the result does not depend on it
   * @return the divergence and the normaliser
   * @throws IllegalArgumentException if p is not planar, or an energy is not finite
   */
  public Fit fit(Distribution p, Function<Matrix, double[]> energies, ShardExecutor executor) {
    if (p.dimension() != 2) {
      throw new IllegalArgumentException(
          "%s has %d dimensions: quadrature needs 2".formatted(p.name(), p.dimension()));
    }
    double[] logDensities = p.logDensities(points, executor);
    double[] values = evaluate(energies);
    double mass = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double probability = StrictMath.exp(logDensities[i] + logCellArea);
      // Where p is 0, p log p is 0 too, whatever the energy.
      if (probability > 0) {
        mass += probability;
        sum += probability * (logDensities[i] + values[i]);
      }
    }
    double logNormalizer = logNormalizer(values);
    double divergence = sum / mass - StrictMath.log(mass) + logNormalizer;
    return new Fit(divergence, logNormalizer);
  }

  private double[] evaluate(Function<Matrix, double[]> energies) {
    Matrix copy = new Matrix(points.rows(), 2);
    copy.copyRows(points, 0, 0, points.rows());
    double[] values = energies.apply(copy);
    if (values.length != points.rows()) {
      throw new IllegalArgumentException(
          "%d energies for %d points: expected one each".formatted(values.length, points.rows()));
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "an energy is %s: expected finite numbers".formatted(value));
      }
    }
    return values;
  }

  private double logNormalizer(double[] values) {
    double lowest = Double.POSITIVE_INFINITY;
    for (double value : values) {
      lowest = Math.min(lowest, value);
    }
    double sum = 0;
    for (double value : values) {
      sum += StrictMath.exp(lowest - value);
    }
    return StrictMath.log(sum) - lowest + logCellArea;
  }
}
