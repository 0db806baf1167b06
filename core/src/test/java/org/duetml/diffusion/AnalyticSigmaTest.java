package org.duetml.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.duetml.data.DataSource;
import org.duetml.data.GaussianMixture;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;

/** The sigmas of maximum likelihood in closed form. */
class AnalyticSigmaTest {

  /** Rows of 16 columns have no padding behind them: a loop that goes too far meets the next. */
  private static final double[] MEAN = mean();

  private static final double DEVIATION = 0.6;

  private final ShardExecutor executor = new ShardExecutor(1);
  private final NoiseSchedule schedule = NoiseSchedule.logSnr(4, 0.2, 5);

  private static double[] mean() {
    double[] mean = new double[16];
    Arrays.setAll(mean, d -> d % 2 == 0 ? 0.3 : -0.8);
    return mean;
  }

  private DiffusionSampler withSigmas(NoisePredictor predictor) {
    DataSource data = GaussianMixture.even("gaussian", new double[][] {MEAN}, DEVIATION);
    DiffusionSampler sampler = DiffusionSampler.of(schedule, predictor);
    AnalyticSigma.set(sampler, data, 1, executor);
    return sampler;
  }

  /** 320,000 squares have a standard error of 0.25 %, their root half of that. */
  @Test
  void forAPerfectPredictorTheyAreTheConditionalDeviations() {
    DiffusionSampler sampler = withSigmas(LinearPredictors.perfect(schedule, MEAN, DEVIATION));
    for (int t = 0; t < 4; t++) {
      double after = schedule.alphaBar(t + 1);
      double variance = after * DEVIATION * DEVIATION + 1 - after;
      double precision = 1 / variance + schedule.alpha(t) / schedule.beta(t);
      assertEquals(1, sampler.sigma(t) * Math.sqrt(precision), 0.006);
    }
  }

  /** Predicting nothing leaves the whole noising step as an error. */
  @Test
  void forAPredictorOfZeroTheyAreTheNoiseOfTheStep() {
    DiffusionSampler sampler = withSigmas(LinearPredictors.of(new double[4], new double[4][16]));
    for (int t = 0; t < 4; t++) {
      double expected = Math.sqrt(schedule.beta(t) / schedule.alpha(t));
      assertEquals(expected, sampler.sigma(t), 0.006 * expected);
    }
  }
}
