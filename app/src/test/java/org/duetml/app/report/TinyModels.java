package org.duetml.app.report;

import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.data.GaussianMixture;
import org.duetml.model.DuetModel;

/** Models of three steps, trained hardly at all. */
final class TinyModels {
  private static final String[] SETTINGS = {
    "sampler.width=16",
    "energy.width=16",
    "value.width=16",
    "gcd.steps=3",
    "gcd.iterations=2",
    "gcd.batch=64",
    "pretrain.iterations=5",
    "pretrain.batch=64",
    "warm-start.iterations=5",
    "warm-start.pool=512",
    "warm-start.value-iterations=5",
    "calibration.iterations=5",
    "calibration.pool=512",
    "calibration.noising-iterations=5"
  };

  private TinyModels() {}

  static DuetModel train(DataSource data, double tau) {
    DuetConfig config = DuetConfig.defaults().with("gcd.tau", tau);
    for (String setting : SETTINGS) {
      config = config.with(setting.split("=")[0], setting.split("=")[1]);
    }
    return Duet.train(data, config);
  }

  /** Two modes on the first axis. */
  static GaussianMixture mixture(int dimension) {
    double[][] means = new double[2][dimension];
    means[0][0] = -2;
    means[1][0] = 2;
    return GaussianMixture.even("two modes", means, 0.5);
  }
}
