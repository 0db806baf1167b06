package org.duetml.energy;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;

/** Where contrastive divergence has its negatives from: Markov chains on the energy. */
public interface NegativeChains {
  /**
   * Moves the chains of one update.
   *
   * @param iteration number of the update, from 0
   * @param data the update's minibatch, not changed
   * @param executor shares the work
   * @return as many rows; overwritten by the next call
   */
  Matrix advance(long iteration, Matrix data, ShardExecutor executor);
}
