package org.duetml.gcd;

import java.util.LinkedHashMap;
import java.util.Map;
import org.duetml.data.DataSource;
import org.duetml.energy.LikelihoodTrainer;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Decay;
import org.duetml.nn.LearningRate;
import org.duetml.state.StateVisitor;

/** The energy is fitted to the data's density, with the sampler frozen (phases 2 and 4). */
final class EnergyStage implements Stage {
  private final Players players;
  private final Fit fit;
  private final LikelihoodTrainer trainer;

  /**
   * What decides a fit.
   *
   * @param iterations how many
   * @param batch data rows, and negatives, per iteration
   * @param learningRate the first; it falls linearly to zero
   * @param pool how many negatives are drawn
   * @param seed decides all draws
   */
  record Fit(int iterations, int batch, double learningRate, int pool, long seed) {}

  EnergyStage(Players players, DataSource data, Fit fit, ShardExecutor executor) {
    this.players = players;
    this.fit = fit;
    trainer =
        new LikelihoodTrainer(
            players.energy(),
            data,
            ProposalPool.draw(players, fit.pool(), fit.seed(), "pool", executor),
            fit.batch(),
            LearningRate.falling(fit.learningRate(), Decay.LINEAR),
            fit.seed(),
            executor);
  }

  @Override
  public void step(int iteration) {
    trainer.step(iteration, fit.iterations());
  }

  @Override
  public boolean isAlive() {
    return Explosion.isBelow(trainer.dataEnergy(), players.energy())
        && Explosion.isBelow(trainer.sampleEnergy(), players.energy());
  }

  @Override
  public Map<String, Double> signals() {
    Map<String, Double> signals = new LinkedHashMap<>();
    signals.put(Signals.ENERGY_DATA, trainer.dataEnergy());
    signals.put(Signals.ENERGY_SAMPLES, trainer.sampleEnergy());
    signals.put(Signals.ENERGY_GAP, trainer.sampleEnergy() - trainer.dataEnergy());
    signals.put(Signals.EFFECTIVE_SAMPLE_SIZE, trainer.effectiveFraction());
    signals.put(Signals.GRADIENT_NORM_ENERGY, trainer.gradientNorm());
    return signals;
  }

  @Override
  public String finding() {
    return Explosion.finding(trainer.dataEnergy(), trainer.sampleEnergy());
  }

  @Override
  public Players finish() {
    return players.withEnergy(trainer.average());
  }

  /** The energy itself is one of the players. */
  @Override
  public void state(StateVisitor visitor) {
    visitor.part("trainer", trainer);
  }
}
