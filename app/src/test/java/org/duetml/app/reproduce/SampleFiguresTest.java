package org.duetml.app.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.duetml.Duet;
import org.duetml.Evaluation;
import org.duetml.config.DuetConfig;
import org.duetml.data.Distributions;
import org.duetml.data.GaussianMixture;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import org.junit.jupiter.api.Test;

/** Figures of samples over several draws. */
class SampleFiguresTest {
  private static final int SAMPLES = 300;

  private final GaussianMixture mixture = (GaussianMixture) Distributions.named("8gaussians");
  private final ShardExecutor executor = new ShardExecutor(1);

  private SampleFigures figures(int draws) {
    return new SampleFigures(mixture, SAMPLES, draws, executor);
  }

  private Matrix fresh(long seed) {
    return mixture.sample(RandomStream.of(seed, "fresh"), 0, SAMPLES, executor);
  }

  @Test
  void oneDrawIsMeasuredAsAnEvaluationDoes() {
    DuetConfig untrained =
        DuetConfig.of(
            Map.of(
                "threads", 1,
                "pretrain.iterations", 0,
                "warm-start.iterations", 0,
                "warm-start.value-iterations", 0,
                "gcd.iterations", 0,
                "calibration.iterations", 0));
    DuetModel model = Duet.train(mixture, untrained);
    Map<String, Object> expected = Evaluation.of(model, mixture, SAMPLES, 8, executor);
    Map<String, Object> actual =
        figures(1).of(7, drawSeed -> model.sample(0, SAMPLES, drawSeed, executor));
    for (String name :
        new String[] {
          "sliced_wasserstein", "sliced_wasserstein_exact", "mode_weight_min", "within_3sd"
        }) {
      assertEquals(expected.get(name), actual.get(name), name);
    }
    assertFalse(actual.containsKey(SampleFigures.EXACT_DISTANCE_SPREAD));
  }

  @Test
  void severalDrawsAreAveraged() {
    double first = exact(figures(1).of(0, this::fresh));
    // The second draw of seed 0 is the first of seed 1000.
    double second = exact(figures(1).of(1000, this::fresh));
    Map<String, Object> both = figures(2).of(0, this::fresh);
    assertEquals((first + second) / 2, exact(both), 1e-12);
    double spread = Math.abs(first - second) / Math.sqrt(2);
    assertEquals(spread, (double) both.get(SampleFigures.EXACT_DISTANCE_SPREAD), 1e-12);
    assertTrue(spread > 0);
    assertEquals(2L, both.get(SampleFigures.DRAWS));
  }

  private static double exact(Map<String, Object> figures) {
    return (double) figures.get(SampleFigures.EXACT_DISTANCE);
  }
}
