package org.duetml.app.reproduce;

import java.util.List;
import org.duetml.energy.DataChains;
import org.duetml.energy.EnergyModel;
import org.duetml.energy.LangevinMoves;
import org.duetml.energy.NegativeChains;
import org.duetml.energy.PersistentChains;

/**
 * A kind of contrastive divergence with Langevin dynamics.
 *
 * @param persistent whether chains go on from update to update, or start at the data
 * @param steps k, Langevin steps per update
 */
record ChainKind(boolean persistent, int steps) {
  /** Rows of data, and chains, per update: as in the game of GCD. */
  static final int BATCH = 256;

  /**
   * As many persistent chains as rows, so that all move at every update (Tieleman 2008). Those of a
   * buffer forty times as large lag behind the energy, and on 8 Gaussians the KL rises instead of
   * falling.
   */
  private static final int BUFFER_BATCHES = 1;

  /** One chain in a hundred starts anew. */
  private static final double RESTART_RATE = 0.01;

  /** CD-1, CD-10 and persistent CD with 10 steps. */
  static List<ChainKind> all() {
    return List.of(new ChainKind(false, 1), new ChainKind(false, 10), new ChainKind(true, 10));
  }

  String label() {
    return (persistent ? "PCD-" : "CD-") + steps;
  }

  NegativeChains chains(EnergyModel energy, LangevinMoves moves, long seed) {
    return persistent
        ? new PersistentChains(energy, BATCH, BUFFER_BATCHES, RESTART_RATE, moves, seed)
        : new DataChains(energy, BATCH, moves, seed);
  }
}
