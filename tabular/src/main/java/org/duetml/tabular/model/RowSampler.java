package org.duetml.tabular.model;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * Draws encoded rows, before their marginals are matched. The noise of a diffusion model's last
 * transition is the same in every direction, while a column that nearly follows from others varies
 * by less than that: drawn without it, columns go together as they should. What it takes from the
 * spread of the columns that vary freely, {@link org.duetml.tabular.encoding.MarginalMatch} gives
 * back.
 *
 * @param duet of the encoded rows
 * @param lastNoise whether the last transition adds its noise: for a sampler that played the game,
 *     which learned with it, and for models of before format version 2
 */
record RowSampler(DuetModel duet, boolean lastNoise) {
  /** The rule for a trained model. */
  static RowSampler of(DuetModel duet) {
    return new RowSampler(duet, duet.config().gcd().iterations() > 0);
  }

  /** Points of the model; a smaller draw begins a larger one. */
  Matrix points(long first, int count, long seed, ShardExecutor executor) {
    return lastNoise
        ? duet.sample(first, count, seed, executor)
        : duet.sampleMeans(first, count, seed, executor);
  }
}
