package org.duetml.energy;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/**
 * A density on the way from a fitted Gaussian to that of an energy, in the coordinates u in which
 * the Gaussian is standard: {@code log f_b(u) = (1 - b) log N(u; 0, I) + b log f_1(u)} with {@code
 * log f_1(u) = -E(x(u)) / tau + log |dx/du|}, so that f_1 has the integral Z of {@code exp(-E /
 * tau)}. Not safe for concurrent use on the same rows.
 */
final class AnnealedTarget implements LangevinTarget {
  private final EnergyModel energy;
  private final EnergyTarget end;
  private final GaussianFit start;
  private final Matrix points;
  private double share;

  /** At the start, with memory for so many rows. */
  AnnealedTarget(EnergyModel energy, GaussianFit start, int rows) {
    this.energy = energy;
    this.start = start;
    end = new EnergyTarget(energy, rows);
    points = new Matrix(rows, end.dimension());
  }

  /** Moves on to b, from 0 to 1. */
  void moveTo(double b) {
    share = b;
  }

  @Override
  public int dimension() {
    return end.dimension();
  }

  @Override
  public void evaluate(Matrix states, int from, int to, double[] logDensities, Matrix gradients) {
    map(states, from, to);
    end.evaluate(points, from, to, logDensities, gradients);
    for (int row = from; row < to; row++) {
      double last = logDensities[row] + start.logDeterminant();
      logDensities[row] = (1 - share) * logStart(states, row) + share * last;
      start.pullBack(gradients, row);
      for (int d = 0; d < dimension(); d++) {
        double gradient = share * gradients.get(row, d) - (1 - share) * states.get(row, d);
        gradients.set(row, d, (float) gradient);
      }
    }
  }

  private void map(Matrix states, int from, int to) {
    for (int row = from; row < to; row++) {
      start.map(states, points, row);
    }
  }

  /** {@code log f_1 - log f_0} of all rows. */
  double[] logRatios(Matrix states, ShardExecutor executor) {
    executor.shards(points.rows(), (from, to) -> map(states, from, to));
    double[] values = energy.energies(points, executor);
    for (int row = 0; row < values.length; row++) {
      double last = -values[row] / energy.tau() + start.logDeterminant();
      values[row] = last - logStart(states, row);
    }
    return values;
  }

  /** {@code log N(u; 0, I)} of one row. */
  private static double logStart(Matrix states, int row) {
    double squares = 0;
    for (int d = 0; d < states.columns(); d++) {
      double u = states.get(row, d);
      squares += u * u;
    }
    return -0.5 * (squares + states.columns() * StrictMath.log(2 * StrictMath.PI));
  }
}
