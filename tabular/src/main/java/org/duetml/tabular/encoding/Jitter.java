package org.duetml.tabular.encoding;

import org.duetml.kernel.RandomStream;

/**
 * Where within its cell a value lies: values that repeat are spread over the interval that belongs
 * to them, so that the networks see a density. A number is a function of (stream, row, dimension)
 * alone. Immutable and safe for concurrent use.
 */
public final class Jitter {
  /** The middle of every cell, for scoring: a score must not depend on chance. */
  public static final Jitter NONE = new Jitter(null, 0);

  /** Keeps away from the ends of a cell, so that rounding cannot carry a value into the next. */
  private static final double MARGIN = 0.02;

  private final RandomStream stream;
  private final long first;

  private Jitter(RandomStream stream, long first) {
    this.stream = stream;
    this.first = first;
  }

  /**
   * Random places.
   *
   * @param stream the random numbers; the step is the dimension
   * @param first the number of row 0
   * @return the jitter
   */
  public static Jitter of(RandomStream stream, long first) {
    return new Jitter(stream, first);
  }

  /**
   * One number.
   *
   * @param row of the batch
   * @param dimension of the encoded row
   * @return from 0.02 to 0.98, uniform; 0.5 without jitter
   */
  double at(int row, int dimension) {
    return stream == null
        ? 0.5
        : MARGIN + (1 - 2 * MARGIN) * stream.uniform(dimension, first + row);
  }
}
