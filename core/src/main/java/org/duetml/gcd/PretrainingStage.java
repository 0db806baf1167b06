package org.duetml.gcd;

import java.util.Map;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.diffusion.AnalyticSigma;
import org.duetml.diffusion.DenoisingTrainer;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.NoisePredictor;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.LearningRate;
import org.duetml.state.StateVisitor;

/** Phase 1: the sampler as an ordinary diffusion model, with the best sigmas for its means. */
final class PretrainingStage implements Stage {
  /** To predict no noise at all costs 1: a loss like this is no learning. */
  private static final double BAD = 4;

  /** So many bad checks in a row: one may be a batch with outliers. */
  private static final int PATIENCE = 3;

  private static final double EXPLODED = 1e6;

  private final Players players;
  private final DataSource data;
  private final DuetConfig config;
  private final ShardExecutor executor;
  private final NoisePredictor predictor;
  private final DenoisingTrainer trainer;
  private double loss;
  private int badChecks;

  PretrainingStage(Players players, DataSource data, DuetConfig config, ShardExecutor executor) {
    this.players = players;
    this.data = data;
    this.config = config;
    this.executor = executor;
    DuetConfig.Pretrain settings = config.pretrain();
    predictor = players.sampler().predictor().copy();
    trainer =
        new DenoisingTrainer(
            predictor,
            players.sampler().schedule(),
            data,
            settings.batch(),
            LearningRate.falling(settings.learningRate(), settings.decay()),
            settings.ema(),
            config.seed(),
            executor);
  }

  @Override
  public void step(int iteration) {
    loss = trainer.step(iteration, config.pretrain().iterations());
  }

  @Override
  public boolean isAlive() {
    return loss <= EXPLODED;
  }

  @Override
  public Health check(int done) {
    badChecks = loss > BAD ? badChecks + 1 : 0;
    if (badChecks == 0) {
      return Health.GOOD;
    }
    return badChecks < PATIENCE ? Health.DOUBTFUL : Health.BAD;
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
    DiffusionSampler trained = DiffusionSampler.of(players.sampler().schedule(), trainer.average());
    setSigmas(trained);
    return players.withPretrained(trained);
  }

  private void setSigmas(DiffusionSampler sampler) {
    switch (config.sampler().initialSigma()) {
      case ANALYTIC -> AnalyticSigma.set(sampler, data, config.seed(), executor);
      case SMALL -> setPosteriorSigmas(sampler, config.sampler().sigmaMin());
      case LARGE -> {
        // A sampler begins with these.
      }
    }
  }

  /** The last one would be zero, which no Gaussian policy can have. */
  private static void setPosteriorSigmas(DiffusionSampler sampler, double smallest) {
    for (int t = 0; t < sampler.steps(); t++) {
      sampler.setSigma(t, Math.max(smallest, sampler.schedule().posteriorSigma(t)));
    }
  }

  @Override
  public void state(StateVisitor visitor) {
    visitor.part("predictor", predictor.network());
    visitor.part("trainer", trainer);
    badChecks = visitor.count("bad-checks", badChecks);
  }
}
