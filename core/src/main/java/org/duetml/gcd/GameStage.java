package org.duetml.gcd;

import java.util.Map;
import java.util.Optional;
import org.duetml.config.DuetConfig;
import org.duetml.data.StandardizedData;
import org.duetml.energy.EnergyModel;
import org.duetml.kernel.ShardExecutor;
import org.duetml.state.StateVisitor;

/** Phase 3: the game, with the guard that keeps its best players. */
final class GameStage implements Stage {
  private final EnergyModel energy;
  private final GcdTrainer game;
  private final GameGuard guard;
  private int checked;

  GameStage(Players players, StandardizedData data, DuetConfig config, ShardExecutor executor) {
    energy = players.energy();
    game = new GcdTrainer(players, data, config, executor);
    guard = new GameGuard(players, data, config.seed(), executor);
  }

  @Override
  public void step(int iteration) {
    game.play(iteration);
  }

  @Override
  public boolean isAlive() {
    return Explosion.isBelow(game.dataEnergy(), energy)
        && Explosion.isBelow(game.sampleEnergy(), energy);
  }

  @Override
  public Health check(int done) {
    checked = done;
    boolean going = guard.check(game.averaged(), done);
    if (guard.isSatisfied()) {
      return Health.GOOD;
    }
    return going ? Health.DOUBTFUL : Health.BAD;
  }

  @Override
  public Map<String, Double> signals() {
    Map<String, Double> signals = game.signals();
    signals.put(Signals.SLICED_WASSERSTEIN, guard.distance());
    return signals;
  }

  @Override
  public String finding() {
    return isAlive() ? guard.finding() : Explosion.finding(game.dataEnergy(), game.sampleEnergy());
  }

  @Override
  public boolean giveUp() {
    guard.condemn();
    return true;
  }

  @Override
  public Players finish() {
    return guard.prefersEarlier() ? guard.best() : game.averaged();
  }

  @Override
  public Optional<String> remark() {
    return guard.prefersEarlier() ? Optional.of(guard.explanation(checked)) : Optional.empty();
  }

  /** The players that the game changes are their owner's; those it makes are its own. */
  @Override
  public void state(StateVisitor visitor) {
    visitor.part("game", game);
    visitor.part("guard", guard);
    checked = visitor.count("checked", checked);
  }
}
