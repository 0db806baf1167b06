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
  private final int steps;
  private final double stepSize;

  /**
   * Chains on an energy as it stands at every update.
   *
   * @param energy its tau must be above 0
   * @param batch rows of a minibatch
   * @param steps k, at least 1
   * @param stepSize eps of {@link LangevinDynamics}, above 0
   * @param seed decides the noise
   */
  public DataChains(EnergyModel energy, int batch, int steps, double stepSize, long seed) {
    this.dynamics = new LangevinDynamics(new EnergyTarget(energy, batch), batch);
    this.stream = RandomStream.of(seed, "contrastive.chains");
    this.steps = steps;
    this.stepSize = stepSize;
  }

  @Override
  public Matrix advance(long iteration, Matrix data, ShardExecutor executor) {
    dynamics.states().copyRows(data, 0, 0, data.rows());
    dynamics.unadjusted(stream, iteration * steps, steps, stepSize, executor);
    return dynamics.states();
  }
}
