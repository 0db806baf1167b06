package org.duetml.gcd;

import java.util.Map;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.diffusion.AnalyticSigma;
import org.duetml.diffusion.DenoisingTrainer;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.kernel.ShardExecutor;
import org.duetml.nn.LearningRate;

/** Phase 1: the sampler as an ordinary diffusion model, with the best sigmas for its means. */
final class Pretraining {
  private Pretraining() {}

  /**
   * Trains.
   *
   * @param start where the weights begin, not changed
   * @return the averaged sampler
   */
  static DiffusionSampler run(
      DiffusionSampler start,
      DataSource data,
      DuetConfig config,
      ShardExecutor executor,
      PhaseProgress progress) {
    DuetConfig.Pretrain settings = config.pretrain();
    DenoisingTrainer trainer =
        new DenoisingTrainer(
            start.predictor().copy(),
            start.schedule(),
            data,
            settings.batch(),
            LearningRate.falling(settings.learningRate(), settings.decay()),
            settings.ema(),
            config.seed(),
            executor);
    for (int iteration = 0; iteration < settings.iterations(); iteration++) {
      double loss = trainer.step(iteration, settings.iterations());
      progress.advance(() -> Map.of(Signals.LOSS, loss));
      progress.requireFinite(loss, "pretrain.learning-rate");
    }
    DiffusionSampler trained = DiffusionSampler.of(start.schedule(), trainer.average());
    setSigmas(trained, data, config, executor);
    return trained;
  }

  private static void setSigmas(
      DiffusionSampler sampler, DataSource data, DuetConfig config, ShardExecutor executor) {
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
}
