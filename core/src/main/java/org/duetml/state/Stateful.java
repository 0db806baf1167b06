package org.duetml.state;

/**
 * Something that changes while it trains, and that can go on from where it stood: it shows all of
 * its state to a visitor, which copies it or replaces it.
 */
@FunctionalInterface
public interface Stateful {
  /**
   * Shows every value that the next iteration depends on, in the same order and under the same
   * names whenever it is called.
   *
   * @param visitor reads or replaces the values
   */
  void state(StateVisitor visitor);
}
