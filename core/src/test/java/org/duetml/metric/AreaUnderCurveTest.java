package org.duetml.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AreaUnderCurveTest {

  /** Scores of few values give many ties. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 1000})
  void agreesWithCountingPairs(int values) {
    RandomStream stream = RandomStream.of(values, "test");
    double[] positives = new double[83];
    double[] negatives = new double[61];
    for (int i = 0; i < positives.length; i++) {
      positives[i] = stream.integer(0, i, values) + values / 4;
    }
    for (int i = 0; i < negatives.length; i++) {
      negatives[i] = stream.integer(1, i, values);
    }
    double won = 0;
    for (double positive : positives) {
      for (double negative : negatives) {
        won += positive > negative ? 1 : positive == negative ? 0.5 : 0;
      }
    }
    assertEquals(
        won / (positives.length * negatives.length),
        AreaUnderCurve.of(positives, negatives),
        1e-15);
  }

  @Test
  void knowsTheExtremes() {
    double[] low = {Double.NEGATIVE_INFINITY, 1, 2};
    double[] high = {3, Double.POSITIVE_INFINITY};
    assertEquals(1, AreaUnderCurve.of(high, low));
    assertEquals(0, AreaUnderCurve.of(low, high));
    assertEquals(0.5, AreaUnderCurve.of(low, low));
    assertEquals(0.5, AreaUnderCurve.of(new double[] {0.0}, new double[] {-0.0}));
  }

  @Test
  void refusesNothingAndNaN() {
    double[] one = {1};
    assertThrows(IllegalArgumentException.class, () -> AreaUnderCurve.of(one, new double[0]));
    assertThrows(
        IllegalArgumentException.class, () -> AreaUnderCurve.of(new double[] {Double.NaN}, one));
  }
}
