package org.duetml.gcd;

import java.util.Optional;
import org.duetml.state.Snapshot;

/**
 * Where a training keeps its state, so that it can go on after an interruption. All calls come from
 * the thread that trains.
 */
public interface Checkpoints {
  /** Keeps nothing and never stops. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public Optional<Snapshot> latest() {
          return Optional.empty();
        }

        @Override
        public boolean isDue() {
          return false;
        }

        @Override
        public void save(Snapshot state) {}
      };

  /**
   * What messages call the state to go on from.
   *
   * @return for example a file or folder
   */
  default String name() {
    return "the checkpoint";
  }

  /**
   * The state to go on from.
   *
   * @return empty for a training that begins
   */
  Optional<Snapshot> latest();

  /**
   * Asked after every iteration; allocates nothing.
   *
   * @return whether the state should be kept now
   */
  boolean isDue();

  /**
   * Keeps a state. A failure to do so is told to users and does not end the training.
   *
   * @param state valid during the call only
   */
  void save(Snapshot state);

  /**
   * Asked after every iteration; allocates nothing.
   *
   * @return whether the training should keep its state and end
   */
  default boolean isStopping() {
    return false;
  }
}
