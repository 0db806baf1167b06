package org.duetml.gcd;

import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.energy.EnergyModel;

/**
 * Everything that training makes: the two players of the game, the value network between them and
 * the noising kernel that turns trajectories into weights.
 *
 * @param sampler the policy
 * @param energy the cost of a finished sample
 * @param value the expected cost of an unfinished one
 * @param noising the backward model of the path weights
 */
public record Players(
    DiffusionSampler sampler, EnergyModel energy, ValueModel value, NoisingKernel noising) {

  /**
   * Independent players of the same values.
   *
   * @return a deep copy
   */
  public Players copy() {
    return new Players(sampler.copy(), energy.copy(), value.copy(), noising.copy());
  }

  Players withSampler(DiffusionSampler other) {
    return new Players(other, energy, value, noising);
  }

  Players withEnergy(EnergyModel other) {
    return new Players(sampler, other, value, noising);
  }

  Players withNoising(NoisingKernel other) {
    return new Players(sampler, energy, value, other);
  }
}
