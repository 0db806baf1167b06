package org.duetml.gcd;

import java.util.Map;
import org.duetml.config.DuetConfig;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.diffusion.NoisingTrainer;
import org.duetml.diffusion.Rollout;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.Decay;
import org.duetml.nn.LearningRate;
import org.duetml.state.StateVisitor;

/** The noising kernel learns the sampler's trajectories, the first part of phase 4. */
final class NoisingStage implements Stage {
  /** Trajectories per update of the noising kernel; each brings T transitions. */
  private static final int BATCH = 512;

  /** Nats per transition. */
  private static final double EXPLODED = 1e6;

  private final Players players;
  private final int iterations;
  private final ShardExecutor executor;
  private final NoisingKernel kernel;
  private final NoisingTrainer trainer;
  private final Rollout rollout;
  private final RandomStream stream;
  private double loss;

  NoisingStage(Players players, DuetConfig config, ShardExecutor executor) {
    this.players = players;
    this.executor = executor;
    iterations = config.calibration().noisingIterations();
    DiffusionSampler sampler = players.sampler();
    kernel = PlayersFactory.learnedNoising(sampler, config);
    double peak = config.calibration().noisingLearningRate();
    LearningRate rate = LearningRate.falling(peak, Decay.LINEAR);
    trainer = new NoisingTrainer(kernel, BATCH, rate, executor);
    rollout = Rollout.forSampling(sampler, BATCH);
    stream = RandomStream.of(config.seed(), "noising.rollout");
  }

  @Override
  public void step(int iteration) {
    rollout.run(stream, iteration, executor);
    loss = trainer.step(rollout, iteration, iterations);
  }

  @Override
  public boolean isAlive() {
    return Math.abs(loss) <= EXPLODED;
  }

  @Override
  public Map<String, Double> signals() {
    return Map.of(Signals.LOSS, loss);
  }

  @Override
  public String finding() {
    return "its loss is " + loss;
  }

  @Override
  public Players finish() {
    return players.withNoising(kernel);
  }

  @Override
  public void state(StateVisitor visitor) {
    visitor.part("kernel", kernel.network());
    visitor.part("trainer", trainer);
  }
}
