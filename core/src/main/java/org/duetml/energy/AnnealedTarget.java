package org.duetml.energy;

import org.duetml.kernel.Matrix;

/**
 * A density on the way from the standard normal to that of an energy: {@code log f_b = (1 - b) log
 * N(x; 0, I) - b E(x) / tau}. Not safe for concurrent use on the same rows.
 */
final class AnnealedTarget implements LangevinTarget {
  private final EnergyTarget end;
  private double share;

  /** At the standard normal, with memory for so many rows. */
  AnnealedTarget(EnergyModel energy, int rows) {
    end = new EnergyTarget(energy, rows);
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
  public void evaluate(Matrix points, int from, int to, double[] logDensities, Matrix gradients) {
    end.evaluate(points, from, to, logDensities, gradients);
    for (int row = from; row < to; row++) {
      logDensities[row] = (1 - share) * logStart(points, row) + share * logDensities[row];
      for (int d = 0; d < dimension(); d++) {
        double gradient = share * gradients.get(row, d) - (1 - share) * points.get(row, d);
        gradients.set(row, d, (float) gradient);
      }
    }
  }

  /** {@code log N(x; 0, I)} of one row. */
  static double logStart(Matrix points, int row) {
    double squares = 0;
    for (int d = 0; d < points.columns(); d++) {
      double x = points.get(row, d);
      squares += x * x;
    }
    return -0.5 * (squares + points.columns() * StrictMath.log(2 * StrictMath.PI));
  }
}
