package org.duetml.app.bench;

import java.util.Map;
import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.data.Distributions;
import org.duetml.data.StandardizedData;
import org.duetml.gcd.GcdTrainer;
import org.duetml.gcd.Players;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * An untrained model of 8 Gaussians: what an iteration, a sample or an energy takes does not depend
 * on the weights.
 *
 * @param model with the settled configuration
 */
record BenchModel(DuetModel model) {
  private static final DataSource DATA = Distributions.named("8gaussians");

  /** A model by the defaults with some keys changed. */
  static BenchModel with(Map<String, ?> changes) {
    DuetConfig config =
        DuetConfig.defaults()
            .with(
                Map.of(
                    "pretrain.iterations",
                    0,
                    "warm-start.iterations",
                    0,
                    "warm-start.value-iterations",
                    0,
                    "gcd.iterations",
                    0,
                    "calibration.iterations",
                    0,
                    "calibration.noising-iterations",
                    0))
            .with(changes);
    return new BenchModel(Duet.train(DATA, config));
  }

  /** A game of its own, of very many iterations. */
  GcdTrainer game(Players players, ShardExecutor executor) {
    DuetConfig config = model.config().with("gcd.iterations", Integer.MAX_VALUE / 4);
    StandardizedData data = new StandardizedData(DATA, model.standardization());
    return new GcdTrainer(players, data, config, executor);
  }
}
