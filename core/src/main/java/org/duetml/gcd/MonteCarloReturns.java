package org.duetml.gcd;

import java.util.Map;
import org.duetml.diffusion.Rollout;
import org.duetml.state.StateVisitor;

/**
 * Advantages without a value network, as in REINFORCE (Williams 1992): minus the cost {@code G_t =
 * c_t + ... + c_{T-1} + E(x_T)} that followed. The sampler step centres advantages per step, so
 * what a return is compared with is the mean return of the batch at the same step.
 */
final class MonteCarloReturns implements Advantages {
  private final TransitionCost transitionCost;
  private final int steps;
  private final int batch;
  private final double[] returns;

  MonteCarloReturns(TransitionCost transitionCost, int steps, int batch) {
    this.transitionCost = transitionCost;
    this.steps = steps;
    this.batch = batch;
    returns = new double[steps * batch];
  }

  @Override
  public void update(Rollout rollout, TerminalCost terminal, double learningRate) {
    transitionCost.observe(rollout);
    for (int i = 0; i < batch; i++) {
      double following = terminal.cost(i);
      for (int t = steps - 1; t >= 0; t--) {
        following += transitionCost.cost(rollout, t, i);
        returns[t * batch + i] = following;
      }
    }
  }

  @Override
  public double advantage(int row) {
    return -returns[row];
  }

  /** Nothing is learned. */
  @Override
  public void state(StateVisitor visitor) {}

  @Override
  public void addSignals(Map<String, Double> signals) {}
}
