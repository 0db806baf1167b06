package org.duetml.energy;

import org.duetml.kernel.Matrix;

/** Independent normals of known means and standard deviations. */
final class GaussianTarget implements LangevinTarget {
  private final double[] means;
  private final double[] sds;

  GaussianTarget(double[] means, double[] sds) {
    this.means = means;
    this.sds = sds;
  }

  @Override
  public int dimension() {
    return means.length;
  }

  @Override
  public void evaluate(Matrix points, int from, int to, double[] logDensities, Matrix gradients) {
    for (int row = from; row < to; row++) {
      logDensities[row] = 0;
      for (int d = 0; d < means.length; d++) {
        double z = (points.get(row, d) - means[d]) / sds[d];
        logDensities[row] -= 0.5 * z * z;
        gradients.set(row, d, (float) (-z / sds[d]));
      }
    }
  }
}
