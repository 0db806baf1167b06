package org.duetml.tabular.model;

import org.duetml.data.DataSource;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;

/**
 * Encoded rows held in memory; draws take them with replacement. Safe for concurrent use as long as
 * nobody changes the points.
 *
 * @param name what the data are called
 * @param points at least one row
 */
record EncodedData(String name, Matrix points) implements DataSource {
  @Override
  public int dimension() {
    return points.columns();
  }

  @Override
  public void draw(RandomStream stream, long step, Matrix target, int from, int to) {
    for (int row = from; row < to; row++) {
      target.copyRows(points, stream.integer(step, row, points.rows()), row, 1);
    }
  }
}
