package org.duetml.anomaly;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * Rows that a scorer's energy is to tell from the training rows ({@link ContrastiveRefinement}).
 * Implementations are called once for each fit.
 */
@FunctionalInterface
public interface Negatives {
  /** None: the energy is fitted by likelihood alone. */
  Negatives NONE = (rows, _, _) -> new Matrix(0, rows.columns());

  /**
   * Draws.
   *
   * @param rows training rows that are not held out, standardised; unchanged
   * @param count how many are wanted
   * @param executor shares the work
   * @return that many rows of the same columns, all finite; or none at all for no refinement
   */
  Matrix draw(Matrix rows, int count, ShardExecutor executor);

  /**
   * The cheap ones: training rows with independent normal noise on every column.
   *
   * @param sd standard deviation of the noise, in standard deviations of a column
   * @param seed decides rows and noise
   * @return the negatives
   */
  static Negatives noise(double sd, long seed) {
    return (rows, count, _) -> {
      RandomStream choice = RandomStream.of(seed, "negatives.choice");
      Matrix drawn = new Matrix(count, rows.columns());
      Matrix noise = new Matrix(count, rows.columns());
      RandomStream.of(seed, "negatives.noise").normals(0, noise, 0, count);
      for (int i = 0; i < count; i++) {
        drawn.copyRows(rows, choice.integer(0, i, rows.rows()), i, 1);
        for (int c = 0; c < rows.columns(); c++) {
          drawn.set(i, c, (float) (drawn.get(i, c) + sd * noise.get(i, c)));
        }
      }
      return drawn;
    };
  }
}
