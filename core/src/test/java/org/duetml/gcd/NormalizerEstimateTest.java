package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.duetml.data.DataSource;
import org.duetml.data.GaussianMixture;
import org.duetml.diffusion.DiffusionSampler;
import org.duetml.diffusion.LinearPredictors;
import org.duetml.diffusion.NoiseSchedule;
import org.duetml.diffusion.NoisingKernel;
import org.duetml.energy.Normalizer;
import org.duetml.energy.Normalizer.Method;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gaussian players, whose log Z is known in any dimension. */
class NormalizerEstimateTest {
  private static final double TAU = 0.3;
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.logSnr(5, 0.3, 3);

  private final ShardExecutor executor = new ShardExecutor(1);

  /** The best sampler for data of this deviation, and the energy of this variance. */
  private static Players players(int dimension, double deviation, double variance) {
    DiffusionSampler sampler =
        DiffusionSampler.of(
            SCHEDULE, LinearPredictors.perfect(SCHEDULE, new double[dimension], deviation));
    return new Players(
        sampler,
        GaussianGame.harmonic(dimension, 1, TAU, variance),
        GaussianGame.value(dimension, SCHEDULE.steps(), 1),
        NoisingKernel.ddpm(SCHEDULE),
        Optional.empty());
  }

  private static DataSource data(int dimension) {
    return GaussianMixture.even("normal", new double[1][dimension], 1);
  }

  private static double logNormalizer(int dimension, double variance) {
    return dimension / 2.0 * Math.log(2 * Math.PI * variance);
  }

  /** Sampler and energy agree: the widening alone makes the weights uneven, in any dimension. */
  @ParameterizedTest
  @ValueSource(ints = {2, 10, 50})
  void pathsGiveTheNormalizerInAnyDimension(int dimension) {
    Normalizer estimate =
        NormalizerEstimate.of(players(dimension, 1, 1), data(dimension), 6000, 1, executor);
    double expected = logNormalizer(dimension, 1);
    assertEquals(Method.PATH, estimate.method(), estimate.evenness());
    assertEquals(expected, estimate.logNormalizer(), 4 * estimate.standardError());
    assertTrue(estimate.standardError() < 0.04, "standard error " + estimate.standardError());
    // Unwidened paths, a share of 0.6^3, and some of the narrower wide ones carry the weight.
    assertTrue(estimate.effectiveFraction() > 0.2, estimate.evenness());
  }

  /** Nine of ten intervals of 95 % hold the truth, in all but one of a hundred cases. */
  @Test
  void intervalsCover() {
    Players players = players(2, 0.8, 1);
    int covered = 0;
    for (int seed = 0; seed < 20; seed++) {
      Normalizer estimate = NormalizerEstimate.of(players, data(2), 4000, seed, executor);
      assertEquals(Method.PATH, estimate.method(), estimate.evenness());
      double expected = logNormalizer(2, 1);
      covered += estimate.low() <= expected && expected <= estimate.high() ? 1 : 0;
    }
    assertTrue(covered >= 17, covered + " of 20");
  }

  /** A sampler of another scale, which in 10 dimensions hardly ever meets the energy's mass. */
  @Test
  void annealingTakesOverWherePathsFail() {
    Players players = players(10, 0.3, 1);
    Normalizer estimate = NormalizerEstimate.of(players, data(10), 2000, 1, executor);
    assertEquals(Method.ANNEALED, estimate.method());
    assertTrue(estimate.reliable(), estimate.evenness());
    assertEquals(logNormalizer(10, 1), estimate.logNormalizer(), 4 * estimate.standardError());
  }
}
