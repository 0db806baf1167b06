package org.duetml.gcd;

import java.util.Map;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.kernel.ShardExecutor;
import org.duetml.state.StateVisitor;

/** The values are learned with energy and sampler frozen, the second part of phase 2. */
final class ValueStage implements Stage {
  private final Players players;
  private final GcdTrainer game;

  ValueStage(Players players, DataSource data, DuetConfig config, ShardExecutor executor) {
    this.players = players;
    game = new GcdTrainer(players, data, config, executor);
  }

  @Override
  public void step(int iteration) {
    game.warmUpValues(iteration);
  }

  @Override
  public boolean isAlive() {
    return Double.isFinite(game.valueSignals().get(Signals.VALUE_LOSS));
  }

  @Override
  public Map<String, Double> signals() {
    return game.valueSignals();
  }

  @Override
  public String finding() {
    return "the loss of the values is " + game.valueSignals().get(Signals.VALUE_LOSS);
  }

  @Override
  public Players finish() {
    return players;
  }

  /** The value network itself is one of the players. */
  @Override
  public void state(StateVisitor visitor) {
    visitor.part("game", game);
  }
}
