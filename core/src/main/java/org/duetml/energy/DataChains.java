package org.duetml.energy;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * The chains of CD-k (Hinton 2002): each starts at a row of the data's minibatch and takes k
 * Langevin steps. Not thread-safe.
 */
public final class DataChains implements NegativeChains {
  private final LangevinDynamics dynamics;
  private final RandomStream stream;
  private final LangevinMoves moves;

  /**
   * Chains on an energy as it stands at every update.
   *
   * @param energy its tau must be above 0
   * @param batch rows of a minibatch
   * @param moves of an update
   * @param seed decides the noise
   */
  public DataChains(EnergyModel energy, int batch, LangevinMoves moves, long seed) {
    this.dynamics = new LangevinDynamics(new EnergyTarget(energy, batch), batch);
    this.stream = RandomStream.of(seed, "contrastive.chains");
    this.moves = moves;
  }

  @Override
  public Matrix advance(long iteration, Matrix data, ShardExecutor executor) {
    dynamics.states().copyRows(data, 0, 0, data.rows());
    moves.run(dynamics, stream, iteration, executor);
    return dynamics.states();
  }
}
