package org.duetml.gcd;

import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.nn.ReferenceMlp;

/** The learning transitions of a sampler in float64, with parameters that a test can change. */
final class ReferencePolicy {
  private final NoiseSchedule schedule;
  private final ReferenceMlp network;
  private final double[] logSigmas;

  ReferencePolicy(DiffusionSampler sampler) {
    schedule = sampler.schedule();
    network = new ReferenceMlp(sampler.predictor().network());
    logSigmas = ReferenceMlp.doubles(sampler.logSigma().value())[0];
  }

  ReferenceMlp network() {
    return network;
  }

  /** One per step, to be changed by a test. */
  double[] logSigmas() {
    return logSigmas;
  }

  /** {@code (x - beta / sqrt(1 - alphaBar) eps(x, t)) / sqrt(alpha)}. */
  double[] mean(double[] x, int t) {
    double[] mean = network.forward(x, t, 0);
    double factor = schedule.beta(t) / Math.sqrt(1 - schedule.alphaBar(t));
    for (int d = 0; d < mean.length; d++) {
      mean[d] = (x[d] - factor * mean[d]) / Math.sqrt(schedule.alpha(t));
    }
    return mean;
  }

  /** {@code log N(next; mean(x, t), sigma_t^2 I)}. */
  double logDensity(double[] x, double[] next, int t) {
    double[] mean = mean(x, t);
    double sum = 0;
    for (int d = 0; d < mean.length; d++) {
      double z = (next[d] - mean[d]) / Math.exp(logSigmas[t]);
      sum -= 0.5 * z * z + logSigmas[t] + 0.5 * Math.log(2 * Math.PI);
    }
    return sum;
  }
}
