package org.duetml.gcd;

import java.util.Map;

/**
 * Watches a training run. All calls come from the thread that trains, in order; a listener must not
 * change what it is shown, and what it does never changes the run.
 */
public interface TrainingListener {
  /** Watches nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * What a phase needs is there, and its iterations begin. A phase that learns two things tells it
   * twice, and once more when it begins again after a checkpoint.
   *
   * @param phase what runs
   */
  default void onReady(Phase phase) {}

  /**
   * After every iteration of a phase.
   *
   * @param phase what runs
   * @param iteration how many are done, from 1
   * @param iterations how many there will be
   */
  default void onIteration(Phase phase, int iteration, int iterations) {}

  /**
   * At every logged iteration, with the early signals of trouble under stable names (see {@link
   * Signals}).
   *
   * @param phase what runs
   * @param iteration how many are done, from 1
   * @param signals values by name, in a stable order
   */
  default void onSignals(Phase phase, int iteration, Map<String, Double> signals) {}

  /**
   * The training goes on from an earlier state: after an interruption, before anything else, or
   * when it was rolled back. Takes the place of all signals and messages told so far.
   *
   * @param history what was told up to that state; valid during the call only
   */
  default void onRestored(TrainingHistory history) {}

  /**
   * Something a user should know: a phase that was skipped and why, a game that turned bad and what
   * was kept.
   *
   * @param message one line
   */
  default void onMessage(String message) {}
}
