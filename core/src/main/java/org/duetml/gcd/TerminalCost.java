package org.duetml.gcd;

import org.duetml.diffusion.Rollout;
import org.duetml.energy.EnergyModel;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Pass;

/** {@code V(., T) = E} on a rollout's finished samples, with the gradient by the samples. */
final class TerminalCost {
  private final EnergyModel energy;
  private final int batch;
  private final ShardExecutor executor;
  private final Pass pass;
  private final boolean gradients;
  private final ShardExecutor.Shard shard = this::runShard;
  private Rollout rollout;

  TerminalCost(EnergyModel energy, int batch, boolean gradients, ShardExecutor executor) {
    this.energy = energy;
    this.batch = batch;
    this.gradients = gradients;
    this.executor = executor;
    pass = gradients ? energy.network().trainingPass(batch) : energy.network().inferencePass(batch);
  }

  void run(Rollout samples) {
    rollout = samples;
    executor.shards(batch, shard);
  }

  private void runShard(int from, int to) {
    int source = rollout.firstSample() + from;
    pass.inputs().copyRows(rollout.states(), source, from, to - from);
    pass.forward(from, to);
    if (gradients) {
      for (int row = from; row < to; row++) {
        energy.setGradient(pass, row, 1);
      }
      pass.backward(from, to, true);
    }
  }

  double cost(int trajectory) {
    return energy.energy(pass, trajectory);
  }

  /** {@code dE/dx_T} of one coordinate. */
  double gradient(int trajectory, int d) {
    return energy.inputGradient(pass, trajectory, d);
  }
}
