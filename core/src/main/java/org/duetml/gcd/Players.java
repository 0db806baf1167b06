package org.duetml.gcd;

import java.util.Optional;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.energy.EnergyModel;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * Everything that training makes: the two players of the game, the value network between them, the
 * noising kernel that turns trajectories into weights, and what the game started from.
 *
 * @param sampler the policy
 * @param energy the cost of a finished sample
 * @param value the expected cost of an unfinished one
 * @param noising the backward model of the path weights
 * @param pretrained the sampler as ordinary diffusion training left it, the game's baseline; empty
 *     for a game from scratch
 */
public record Players(
    DiffusionSampler sampler,
    EnergyModel energy,
    ValueModel value,
    NoisingKernel noising,
    Optional<DiffusionSampler> pretrained)
    implements Stateful {

  /**
   * Independent players of the same values; the pretrained sampler, which never changes, is shared.
   *
   * @return a deep copy
   */
  public Players copy() {
    return new Players(sampler.copy(), energy.copy(), value.copy(), noising.copy(), pretrained);
  }

  /** What the game changes: sampler, energy and value. */
  @Override
  public void state(StateVisitor visitor) {
    visitor.part("sampler", sampler);
    visitor.part("energy", energy.network());
    visitor.part("value", value.network());
  }

  Players withSampler(DiffusionSampler other) {
    return new Players(other, energy, value, noising, pretrained);
  }

  Players withEnergy(EnergyModel other) {
    return new Players(sampler, other, value, noising, pretrained);
  }

  Players withNoising(NoisingKernel other) {
    return new Players(sampler, energy, value, other, pretrained);
  }

  /**
   * These players with a sampler that was pretrained.
   *
   * @param trained becomes the sampler; a copy of it is kept as what the game started from
   * @return players that share the other networks
   */
  public Players withPretrained(DiffusionSampler trained) {
    return new Players(trained, energy, value, noising, Optional.of(trained.copy()));
  }
}
