package org.duetml.app.picture;

import org.duetml.data.DataSource;
import org.duetml.data.Distribution;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/** What pictures show of a model and of its data besides points. */
public final class ModelFunctions {
  /** Coordinates of data without a known box: a little more than the largest one drawn. */
  private static final double ROOM = 1.05;

  private ModelFunctions() {}

  /**
   * The energy in units of tau, so that its negative is a log-density up to a constant; where tau
   * is 0 there is no density, and it is the energy itself.
   *
   * @param model trained
   * @param executor shares the work
   * @return E / tau, or E
   */
  public static PointFunction energy(DuetModel model, ShardExecutor executor) {
    double tau = model.config().gcd().tau();
    return points -> {
      double[] energies = model.energy(Points.matrix(points), executor);
      for (int i = 0; tau > 0 && i < energies.length; i++) {
        energies[i] /= tau;
      }
      return energies;
    };
  }

  /**
   * The true log-density.
   *
   * @param data what was learned
   * @param executor shares the work
   * @return log p, or null where it is unknown
   */
  public static PointFunction logDensity(DataSource data, ShardExecutor executor) {
    if (data instanceof Distribution distribution && distribution.hasDensity()) {
      return points -> distribution.logDensities(Points.matrix(points), executor);
    }
    return null;
  }

  /**
   * Half the width of the square that shows the data.
   *
   * @param data what was learned
   * @param points drawn from the data, or from a model where there are no data
   * @return the width of the data's own box where it has one, else one that holds all points
   */
  public static double halfWidth(DataSource data, float[][] points) {
    if (data instanceof Distribution distribution) {
      return distribution.halfWidth();
    }
    double largest = Float.MIN_NORMAL;
    for (float[] point : points) {
      for (float coordinate : point) {
        largest = Math.max(largest, Math.abs(coordinate));
      }
    }
    return ROOM * largest;
  }
}
