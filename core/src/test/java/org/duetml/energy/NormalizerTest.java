package org.duetml.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.duetml.energy.Normalizer.Method;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;

/** The estimate from weights whose mean is known. */
class NormalizerTest {
  private static final int DRAWS = 4000;

  /** {@code w = exp(sigma z - sigma^2 / 2)} has mean 1 and variance {@code exp(sigma^2) - 1}. */
  private static double[] logNormal(double sigma, int draws, int repetition) {
    RandomStream stream = RandomStream.of(repetition, "weights");
    double[] logWeights = new double[draws];
    Arrays.setAll(logWeights, i -> sigma * stream.normal(0, i) - sigma * sigma / 2);
    return logWeights;
  }

  @Test
  void standardErrorAndEffectiveSampleSizeAreThoseOfLogNormalWeights() {
    Normalizer estimate = Normalizer.of(Method.PATH, logNormal(0.7, 100_000, 0));
    double variance = Math.expm1(0.49);
    assertEquals(Math.sqrt(variance / 100_000), estimate.standardError(), 1e-4);
    assertEquals(1 / (1 + variance), estimate.effectiveFraction(), 0.02);
    assertEquals(0, estimate.logNormalizer(), 4 * estimate.standardError());
    assertTrue(estimate.reliable());
  }

  /** Of 200 intervals of 95 % at least 181 hold the truth, in all but one of a thousand cases. */
  @Test
  void intervalsCoverAsOftenAsTheyClaim() {
    int covered = 0;
    double squares = 0;
    double claimed = 0;
    for (int repetition = 0; repetition < 200; repetition++) {
      Normalizer estimate = Normalizer.of(Method.PATH, logNormal(1, DRAWS, repetition));
      covered += estimate.low() <= 0 && 0 <= estimate.high() ? 1 : 0;
      squares += estimate.logNormalizer() * estimate.logNormalizer() / 200;
      claimed += estimate.standardError() * estimate.standardError() / 200;
    }
    assertTrue(covered >= 181, covered + " of 200");
    assertEquals(1, Math.sqrt(squares / claimed), 0.2);
  }

  /**
   * Batches whose sums alternate between 100 and 300: their mean is 200, and its standard error
   * {@code 100 / sqrt(31)}, ten times that of independent weights.
   */
  @Test
  void batchesThatDifferWidenTheInterval() {
    double[] logWeights = new double[3200];
    Arrays.setAll(logWeights, i -> i / 100 % 2 == 0 ? 0 : Math.log(3));
    Normalizer estimate = Normalizer.of(Method.PATH, logWeights);
    double halfWidth = 2.0395 * 0.5 / Math.sqrt(31);
    assertEquals(Math.log(2), estimate.logNormalizer(), 1e-12);
    assertEquals(0.5 / Math.sqrt(3200), estimate.standardError(), 1e-12);
    assertEquals(Math.log(2) - halfWidth, estimate.low(), 1e-12);
    assertEquals(Math.log(2) + halfWidth, estimate.high(), 1e-12);
  }

  /** Weights {@code u^-k} have a Pareto tail of shape k. */
  @Test
  void theTailShapeIsThatOfTheWeights() {
    RandomStream stream = RandomStream.of(3, "pareto");
    for (double shape : new double[] {0.2, 0.5, 0.9}) {
      double[] logWeights = new double[40_000];
      Arrays.setAll(logWeights, i -> -shape * Math.log(1 - stream.uniform(0, i)));
      // The standard error is about (1 + k) / sqrt(600).
      assertEquals(shape, ParetoTail.shape(logWeights), 0.25);
      assertEquals(shape < 0.7, Normalizer.of(Method.PATH, logWeights).reliable());
    }
  }

  @Test
  void boundedWeightsHaveNoTail() {
    RandomStream stream = RandomStream.of(3, "bounded");
    double[] logWeights = new double[DRAWS];
    Arrays.setAll(logWeights, i -> Math.log(0.5 + stream.uniform(0, i)));
    assertTrue(ParetoTail.shape(logWeights) < 0);
    Arrays.fill(logWeights, 3);
    Normalizer equal = Normalizer.of(Method.PATH, logWeights);
    assertEquals(0, equal.tailShape());
    assertEquals(DRAWS, equal.effectiveSampleSize(), 1e-9);
    assertEquals(3, equal.logNormalizer(), 1e-12);
    assertEquals(0, equal.standardError());
  }

  @Test
  void aConstantFactorShiftsTheEstimateAndNothingElse() {
    double[] logWeights = logNormal(1, DRAWS, 1);
    Normalizer estimate = Normalizer.of(Method.PATH, logWeights);
    Normalizer shifted =
        Normalizer.of(Method.PATH, Arrays.stream(logWeights).map(w -> w + 5000).toArray());
    assertEquals(estimate.logNormalizer() + 5000, shifted.logNormalizer(), 1e-8);
    assertEquals(estimate.standardError(), shifted.standardError(), 1e-8);
    assertEquals(estimate.high() + 5000, shifted.high(), 1e-8);
    assertEquals(estimate.tailShape(), shifted.tailShape(), 1e-6);
  }

  @Test
  void oneWeightThatOutweighsAllOthersIsNotReliable() {
    double[] logWeights = new double[DRAWS];
    Arrays.fill(logWeights, Double.NEGATIVE_INFINITY);
    logWeights[17] = 1;
    Normalizer estimate = Normalizer.of(Method.PATH, logWeights);
    assertEquals(1, estimate.effectiveSampleSize(), 1e-12);
    assertEquals(1, estimate.tailShape());
    assertFalse(estimate.reliable());
    assertEquals(
        "effective sample size 1 of 4000, tail shape 1.00: expected at least 400 and at most 0.7",
        estimate.evenness());
  }

  @Test
  void reliableEstimatesReachBothLimits() {
    assertTrue(of(0, 0, 0, 400, 0.7).reliable());
    assertFalse(of(0, 0, 0, 399.9, 0.7).reliable());
    assertFalse(of(0, 0, 0, 400, 0.71).reliable());
  }

  /** An estimate of 1 from 1000 draws. */
  private static Normalizer of(
      double standardError, double below, double above, double effective, double tailShape) {
    return new Normalizer(
        Method.PATH, 1000, 1, standardError, 1 - below, 1 + above, effective, tailShape);
  }

  @Test
  void impossibleEstimatesAreRefused() {
    assertRefused("log normaliser 1.0 of tail shape NaN", 0, 0, 0, 1, Double.NaN);
    String noInterval = "log normaliser 1.0 +- ";
    assertRefused(noInterval, -0.1, 1, 1, 1, 0);
    assertRefused(noInterval, Double.NaN, 1, 1, 1, 0);
    assertRefused(noInterval, 0, -0.1, 1, 1, 0);
    assertRefused(noInterval, 0, 1, -0.1, 1, 0);
    assertRefused(noInterval, 0, Double.POSITIVE_INFINITY, 1, 1, 0);
    assertRefused(noInterval, 0, 1, Double.POSITIVE_INFINITY, 1, 0);
    assertRefused("effective sample size 0.0 of 1000 draws", 0, 1, 1, 0, 0);
    assertThrows(
        IllegalArgumentException.class, () -> new Normalizer(Method.PATH, 0, 1, 0, 1, 1, 1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Normalizer(Method.PATH, 1000, Double.NaN, 0, 1, 1, 1, 0));
  }

  private static void assertRefused(
      String start,
      double standardError,
      double below,
      double above,
      double effective,
      double tailShape) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> of(standardError, below, above, effective, tailShape))
            .getMessage();
    assertTrue(message.startsWith(start), message);
  }

  @Test
  void weightsThatAreNoneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Normalizer.of(Method.PATH, new double[999]));
    assertEquals(0, Normalizer.of(Method.PATH, new double[1000]).logNormalizer(), 1e-12);
    for (double nothing : new double[] {Double.NEGATIVE_INFINITY, Double.NaN}) {
      double[] logWeights = new double[DRAWS];
      Arrays.fill(logWeights, nothing);
      assertThrows(IllegalArgumentException.class, () -> Normalizer.of(Method.PATH, logWeights));
    }
  }
}
