package org.duetml.gcd;

import java.util.Map;
import java.util.Optional;
import org.duetml.state.Stateful;

/** A part of a phase that learns one thing by iterations. */
interface Stage extends Stateful {
  /**
   * Learns once.
   *
   * @param iteration from 0, of this stage
   */
  void step(int iteration);

  /** Whether the last iteration's loss or mean energy is a number and has not exploded. */
  boolean isAlive();

  /**
   * Looks closer, at every logged iteration and at the last.
   *
   * @param done how many iterations of this stage were made
   */
  default Health check(int done) {
    return Health.GOOD;
  }

  /** What the last iteration tells, under the names of {@link Signals}. */
  Map<String, Double> signals();

  /** What is wrong with a stage that has diverged, for messages. */
  String finding();

  /**
   * Called when all tries have failed.
   *
   * @return whether the stage itself has kept something better than its last good state
   */
  default boolean giveUp() {
    return false;
  }

  /** A line for users on what {@link #finish()} gives, where it is not what they expect. */
  default Optional<String> remark() {
    return Optional.empty();
  }

  /** The players with what was learned. */
  Players finish();
}
