package org.duetml.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CorrelationTest {

  @Test
  void agreesWithTheDefinition() {
    // Deviations (-2, -1, 0, 1, 2) and (-1, -2, 1, 0, 2): covariance 8, squares 10 and 10.
    double[] a = {1, 2, 3, 4, 5};
    double[] b = {7, 6, 9, 8, 10};
    assertEquals(0.8, Correlation.of(a, b), 1e-15);
  }

  @Test
  void isOneForAnyRisingLine() {
    double[] a = {1, 5, -3, 0.1};
    double[] line = new double[a.length];
    double[] falling = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      line[i] = 1e6 + 1e-3 * a[i];
      falling[i] = -1e6 * a[i];
    }
    assertEquals(1, Correlation.of(a, line), 1e-6);
    assertEquals(-1, Correlation.of(a, falling), 1e-12);
  }

  @Test
  void doesNotExistForAConstant() {
    assertTrue(Double.isNaN(Correlation.of(new double[] {1, 2}, new double[] {3, 3})));
    // The mean of three tenths is not a tenth, to the last bit.
    assertTrue(Double.isNaN(Correlation.of(new double[] {1, 2, 3}, new double[] {.1, .1, .1})));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThrows(
        IllegalArgumentException.class, () -> Correlation.of(new double[2], new double[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> Correlation.of(new double[] {1, Double.NEGATIVE_INFINITY}, new double[2]));
  }
}
