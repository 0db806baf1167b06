package org.duetml.energy;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;

/**
 * The chains of persistent contrastive divergence (Tieleman 2008): they go on from update to
 * update. A buffer holds many more of them than an update moves, and now and then one starts anew
 * from a standard normal, so that they do not all stay where they once were (Du and Mordatch 2019).
 * Not thread-safe.
 */
public final class PersistentChains implements NegativeChains {
  private final LangevinDynamics dynamics;
  private final Matrix buffer;
  private final Matrix fresh;
  private final RandomStream stream;
  private final RandomStream restartStream;
  private final int batch;
  private final LangevinMoves moves;
  private final double restartRate;

  /**
   * Chains on an energy as it stands at every update.
   *
   * @param energy its tau must be above 0
   * @param batch rows of a minibatch
   * @param batches so many times a minibatch are in the buffer, at least 1; each update moves the
   *     next of them in turn
   * @param restartRate probability that a chain starts anew when it is its turn, from 0 to 1
   * @param moves of an update
   * @param seed decides starts and noise
   */
  public PersistentChains(
      EnergyModel energy,
      int batch,
      int batches,
      double restartRate,
      LangevinMoves moves,
      long seed) {
    this.dynamics = new LangevinDynamics(new EnergyTarget(energy, batch), batch);
    this.buffer = new Matrix(batches * batch, energy.network().inputs());
    this.fresh = new Matrix(batch, energy.network().inputs());
    this.stream = RandomStream.of(seed, "contrastive.chains");
    this.restartStream = RandomStream.of(seed, "contrastive.restarts");
    this.batch = batch;
    this.moves = moves;
    this.restartRate = restartRate;
    RandomStream.of(seed, "contrastive.starts").normals(0, buffer, 0, buffer.rows());
  }

  @Override
  public Matrix advance(long iteration, Matrix data, ShardExecutor executor) {
    int first = (int) (iteration * batch % buffer.rows());
    Matrix states = dynamics.states();
    states.copyRows(buffer, first, 0, batch);
    restart(iteration, states);
    moves.run(dynamics, stream, iteration, executor);
    buffer.copyRows(states, 0, first, batch);
    return states;
  }

  private void restart(long iteration, Matrix states) {
    restartStream.normals(iteration, fresh, 0, batch);
    for (int chain = 0; chain < batch; chain++) {
      if (restartStream.uniform(iteration, chain) < restartRate) {
        states.copyRows(fresh, chain, chain, 1);
      }
    }
  }
}
