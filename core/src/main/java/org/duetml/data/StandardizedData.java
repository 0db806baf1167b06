package org.duetml.data;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;

/**
 * A data source seen through its standardisation: what the networks are trained on. Immutable and
 * safe for concurrent use.
 *
 * @param source the data in their own units
 * @param standardization of the same dimension
 */
public record StandardizedData(DataSource source, Standardization standardization)
    implements DataSource {

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public int dimension() {
    return source.dimension();
  }

  @Override
  public void draw(RandomStream stream, long step, Matrix rows, int from, int to) {
    source.draw(stream, step, rows, from, to);
    standardization.apply(rows, from, to);
  }
}
