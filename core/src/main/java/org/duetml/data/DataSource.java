package org.duetml.data;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/** Where training rows come from. Immutable and safe for concurrent use. */
public interface DataSource {

  /**
   * What the data are called, for logs and provenance.
   *
   * @return for example {@code 8gaussians}
   */
  String name();

  /**
   * The number of columns of a row.
   *
   * @return at least 1
   */
  int dimension();

  /**
   * Fills rows {@code from <= r < to} with independent draws. A row is a function of (stream, step,
   * r) alone, so any cut into row ranges gives the same numbers.
   *
   * @param stream the random numbers
   * @param step which draw
   * @param rows matrix of {@link #dimension()} columns, overwritten in the range
   * @param from first row
   * @param to one past the last row
   */
  void draw(RandomStream stream, long step, Matrix rows, int from, int to);

  /**
   * A new matrix of independent draws.
   *
   * @param stream the random numbers
   * @param step which draw
   * @param count number of rows, at least 0
   * @param executor shares the work; the result does not depend on it
   * @return count x {@link #dimension()}
   */
  default Matrix sample(RandomStream stream, long step, int count, ShardExecutor executor) {
    Matrix rows = new Matrix(count, dimension());
    executor.shards(count, (from, to) -> draw(stream, step, rows, from, to));
    return rows;
  }
}
