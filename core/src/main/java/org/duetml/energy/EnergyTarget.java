package org.duetml.energy;

import org.duetml.kernel.Matrix;
import org.duetml.nn.Pass;

/**
 * The density of an energy, {@code log q = -E / tau} up to a constant, as the energy stands when it
 * is evaluated. Holds the memory for one batch; not safe for concurrent use on the same rows.
 */
public final class EnergyTarget implements LangevinTarget {
  private final EnergyModel energy;
  private final Pass pass;

  /**
   * A target with memory for a batch.
   *
   * @param energy its tau must be above 0
   * @param rows the largest batch, at least 1
   */
  public EnergyTarget(EnergyModel energy, int rows) {
    if (!(energy.tau() > 0)) {
      throw new IllegalArgumentException(
          "tau = %s: expected above 0, an energy without temperature has no density"
              .formatted(energy.tau()));
    }
    this.energy = energy;
    this.pass = energy.network().trainingPass(rows);
  }

  @Override
  public int dimension() {
    return energy.network().inputs();
  }

  @Override
  public void evaluate(Matrix points, int from, int to, double[] logDensities, Matrix gradients) {
    pass.inputs().copyRows(points, from, from, to - from);
    pass.forward(from, to);
    for (int row = from; row < to; row++) {
      logDensities[row] = -energy.energy(pass, row) / energy.tau();
      energy.setGradient(pass, row, 1);
    }
    pass.backward(from, to, true);
    for (int row = from; row < to; row++) {
      for (int d = 0; d < dimension(); d++) {
        gradients.set(row, d, (float) (-energy.inputGradient(pass, row, d) / energy.tau()));
      }
    }
  }
}
