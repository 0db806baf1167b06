package org.duetml.energy;

import org.duetml.data.Standardization;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Mlp;
import org.duetml.nn.Pass;

/**
 * An energy {@code E(x) = scale * f(x) + tau |x|^2 / (2 s^2)}: a network and a quadratic
 * confinement, which makes {@code exp(-E / tau)} normalisable and far outliers anomalous (algorithm
 * section 6).
 *
 * @param network f, one output
 * @param scale factor on the network's output, above 0: the unit in which energies are learned
 * @param tau temperature, at least 0
 * @param confinement the variance s^2, 0 for no confinement
 */
public record EnergyModel(Mlp network, double scale, double tau, double confinement) {
  private static final int BATCH = 4096;

  /** Refuses impossible values. */
  public EnergyModel {
    if (network.outputs() != 1) {
      throw new IllegalArgumentException("an energy has one output, not " + network.outputs());
    }
    if (!(scale > 0) || !(tau >= 0) || !(confinement >= 0)) {
      throw new IllegalArgumentException(
          "energy with scale %s, tau %s, confinement %s: expected above 0, at least 0, at least 0"
              .formatted(scale, tau, confinement));
    }
  }

  /**
   * An independent energy of the same values.
   *
   * @return a deep copy
   */
  public EnergyModel copy() {
    return new EnergyModel(network.copy(), scale, tau, confinement);
  }

  /**
   * The energy of one row after a forward run.
   *
   * @param pass a pass of {@link #network()}
   * @param row which
   * @return E
   */
  public double energy(Pass pass, int row) {
    return scale * pass.outputs().get(row, 0) + stiffness() * halfSquares(pass.inputs(), row);
  }

  /**
   * Writes the output gradient of a loss that depends on one row's energy.
   *
   * @param pass a pass of {@link #network()}
   * @param row which
   * @param byEnergy the derivative of the loss by E
   */
  public void setGradient(Pass pass, int row, double byEnergy) {
    pass.outputGradients().set(row, 0, (float) (scale * byEnergy));
  }

  /**
   * {@code dE/dx_d} of one row, after a backward run to the inputs from a gradient of 1.
   *
   * @param pass a pass of {@link #network()}
   * @param row which
   * @param d which coordinate
   * @return the derivative
   */
  public double inputGradient(Pass pass, int row, int d) {
    return pass.inputGradients().get(row, d) + stiffness() * pass.inputs().get(row, d);
  }

  private double stiffness() {
    return confinement > 0 ? tau / confinement : 0;
  }

  private static double halfSquares(Matrix x, int row) {
    double sum = 0;
    for (int d = 0; d < x.columns(); d++) {
      double value = x.get(row, d);
      sum += value * value;
    }
    return 0.5 * sum;
  }

  /**
   * The energies of any number of points.
   *
   * @param points rows of D
   * @param executor shares the work
   * @return one energy per row
   */
  public double[] energies(Matrix points, ShardExecutor executor) {
    return energies(points, (rows, from, to) -> {}, executor);
  }

  /**
   * The energies of any number of points in the data's own units.
   *
   * @param points rows of D, not changed
   * @param standardization the map to the units of the network
   * @param executor shares the work
   * @return one energy per row
   */
  public double[] energies(Matrix points, Standardization standardization, ShardExecutor executor) {
    return energies(points, standardization::apply, executor);
  }

  /** Maps rows in place. */
  @FunctionalInterface
  private interface RowMap {
    void apply(Matrix rows, int from, int to);
  }

  private double[] energies(Matrix points, RowMap map, ShardExecutor executor) {
    double[] energies = new double[points.rows()];
    Pass pass = network.inferencePass(Math.min(BATCH, Math.max(1, points.rows())));
    for (int first = 0; first < points.rows(); first += BATCH) {
      int start = first;
      executor.shards(
          Math.min(BATCH, points.rows() - first),
          (from, to) -> {
            pass.inputs().copyRows(points, start + from, from, to - from);
            map.apply(pass.inputs(), from, to);
            pass.forward(from, to);
            for (int row = from; row < to; row++) {
              energies[start + row] = energy(pass, row);
            }
          });
    }
    return energies;
  }
}
