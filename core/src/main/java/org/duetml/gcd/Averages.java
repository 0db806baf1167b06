package org.duetml.gcd;

import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.MovingAverage;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/** The moving averages of all three networks and of the sigmas. */
final class Averages implements Stateful {
  private final Players averaged;
  private final Players players;
  private final MovingAverage sampler;
  private final MovingAverage energy;
  private final MovingAverage value;

  Averages(Players averaged, Players players, double decay) {
    this.averaged = averaged;
    this.players = players;
    sampler =
        new MovingAverage(averaged.sampler().parameters(), players.sampler().parameters(), decay);
    energy =
        new MovingAverage(
            averaged.energy().network().parameters(),
            players.energy().network().parameters(),
            decay);
    value =
        new MovingAverage(
            averaged.value().network().parameters(), players.value().network().parameters(), decay);
  }

  void update(ShardExecutor executor) {
    sampler.update(executor);
    energy.update(executor);
    value.update(executor);
  }

  @Override
  public void state(StateVisitor visitor) {
    visitor.part("players", averaged);
    visitor.part("sampler", sampler);
    visitor.part("energy", energy);
    visitor.part("value", value);
  }

  /** Makes the averages ready for use. */
  void refresh() {
    averaged.sampler().predictor().network().parametersChanged();
    averaged.energy().network().parametersChanged();
    averaged.value().network().parametersChanged();
  }
}
