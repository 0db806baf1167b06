package org.duetml.gcd;

import java.util.Map;
import org.duetml.diffusion.Rollout;
import org.duetml.state.Stateful;

/** Judges every transition of a rollout by what came of it (algorithm section 3, step 3). */
interface Advantages extends Stateful {
  /**
   * Takes in a new rollout.
   *
   * @param rollout the trajectories of this iteration
   * @param terminal the cost of their samples
   * @param learningRate of what is learned for the judgement, if anything
   */
  void update(Rollout rollout, TerminalCost terminal, double learningRate);

  /**
   * How much less than expected the trajectory cost from this transition on, up to a constant per
   * step; row {@code t * batch + i}.
   */
  double advantage(int row);

  /** Adds what the last update tells about the health of the judgement. */
  void addSignals(Map<String, Double> signals);
}
