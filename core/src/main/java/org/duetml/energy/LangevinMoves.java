package org.duetml.energy;

import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * What the chains of contrastive divergence do between two updates.
 *
 * @param steps k, at least 1
 * @param stepSize eps of {@link LangevinDynamics}, above 0
 * @param adjusted whether steps are Metropolis-adjusted, so that large ones leave no bias
 */
public record LangevinMoves(int steps, double stepSize, boolean adjusted) {
  /** Refuses impossible values. */
  public LangevinMoves {
    if (steps < 1 || !(stepSize > 0)) {
      throw new IllegalArgumentException(
          "%d Langevin steps of size %s: expected at least 1, of a size above 0"
              .formatted(steps, stepSize));
    }
  }

  /** Those of one update. */
  void run(LangevinDynamics chains, RandomStream stream, long iteration, ShardExecutor executor) {
    if (adjusted) {
      chains.adjusted(stream, iteration * steps, steps, stepSize, executor);
    } else {
      chains.unadjusted(stream, iteration * steps, steps, stepSize, executor);
    }
  }
}
