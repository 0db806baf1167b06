package org.duetml.nn;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many rows went forward and backward through a network and its copies: a cost that does not
 * depend on the machine. Safe for concurrent use.
 */
public final class EvaluationCount {
  private final AtomicLong forward = new AtomicLong();
  private final AtomicLong backward = new AtomicLong();

  void addForward(int rows) {
    forward.addAndGet(rows);
  }

  void addBackward(int rows) {
    backward.addAndGet(rows);
  }

  /**
   * Rows that went forward.
   *
   * @return at least 0
   */
  public long forwardRows() {
    return forward.get();
  }

  /**
   * Rows that went backward.
   *
   * @return at least 0
   */
  public long backwardRows() {
    return backward.get();
  }
}
