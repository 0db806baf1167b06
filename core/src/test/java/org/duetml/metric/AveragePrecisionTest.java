package org.duetml.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {
  private static final RandomStream STREAM = RandomStream.of(1, "precision");

  /** For each positive, the precision among all rows that score at least as high. */
  private static double byDefinition(double[] positives, double[] negatives) {
    double sum = 0;
    for (double score : positives) {
      double high = Arrays.stream(positives).filter(x -> x >= score).count();
      double low = Arrays.stream(negatives).filter(x -> x >= score).count();
      sum += high / (high + low);
    }
    return sum / positives.length;
  }

  @Test
  void agreesWithItsDefinitionAlsoWithTies() {
    for (int repeat = 0; repeat < 50; repeat++) {
      double[] positives = scores(2 * repeat, 1 + repeat % 7);
      double[] negatives = scores(2 * repeat + 1, 1 + repeat % 23);
      assertEquals(
          byDefinition(positives, negatives), AveragePrecision.of(positives, negatives), 1e-12);
    }
  }

  /** Whole numbers from 0 to 9, so that many are equal. */
  private static double[] scores(long step, int count) {
    double[] scores = new double[count];
    Arrays.setAll(scores, i -> STREAM.integer(step, i, 10));
    return scores;
  }

  @Test
  void knowsTheExtremes() {
    double infinity = Double.POSITIVE_INFINITY;
    assertEquals(1, AveragePrecision.of(new double[] {2, infinity}, new double[] {1, -infinity}));
    assertEquals(0.25, AveragePrecision.of(new double[] {5}, new double[] {5, 5, 5}));
    assertThrows(
        IllegalArgumentException.class,
        () -> AveragePrecision.of(new double[] {Double.NaN}, new double[] {0}));
    assertThrows(
        IllegalArgumentException.class, () -> AveragePrecision.of(new double[0], new double[] {0}));
  }
}
