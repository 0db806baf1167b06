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

  /** The buffer holds about ten thousand chains (Du and Mordatch 2019). */
  private static final int BUFFER_BATCHES = 40;

  /** One chain in twenty starts anew (Du and Mordatch 2019). */
  private static final double RESTART_RATE = 0.05;

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
