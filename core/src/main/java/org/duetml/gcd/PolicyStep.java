package org.duetml.gcd;

import java.util.Map;
import org.duetml.diffusion.Rollout;
import org.duetml.state.Stateful;

/** The sampler's move (algorithm section 3, step 4). */
interface PolicyStep extends Stateful {
  /**
   * Improves the sampler once.
   *
   * @param rollout the trajectories of this iteration
   * @param iteration from 0
   * @param samplerRate learning rate of the network
   * @param sigmaRate learning rate of log sigma
   */
  void update(Rollout rollout, long iteration, double samplerRate, double sigmaRate);

  /** Adds what the last update tells about its health. */
  void addSignals(Map<String, Double> signals);
}
