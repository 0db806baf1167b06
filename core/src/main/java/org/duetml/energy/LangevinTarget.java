package org.duetml.energy;

import org.duetml.kernel.Matrix;

/**
 * A density that {@link LangevinDynamics} follow, known up to a constant factor: for example that
 * of an energy, or one on the way from a simple density to it.
 */
public interface LangevinTarget {
  /**
   * D.
   *
   * @return columns of a point, at least 1
   */
  int dimension();

  /**
   * Evaluates rows {@code from <= r < to}. Disjoint ranges may be asked from different threads.
   *
   * @param points rows of D, no more of them than the target has memory for
   * @param from first row
   * @param to one past the last row
   * @param logDensities overwritten in the range: log-densities in nats, up to one constant
   * @param gradients overwritten in the range: their derivatives by the coordinates
   */
  void evaluate(Matrix points, int from, int to, double[] logDensities, Matrix gradients);
}
