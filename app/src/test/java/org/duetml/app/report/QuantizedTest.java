package org.duetml.app.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QuantizedTest {
  @Test
  void valuesComeBackWithinHalfAStep() {
    double[] values = new double[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = 7 * StrictMath.sin(i) - 3;
    }
    Map<String, Object> encoded = Quantized.of(values);
    assertArrayEquals(values, Decoded.of(encoded), Decoded.tolerance(encoded));
    assertTrue(Decoded.tolerance(encoded) < 14 * 1e-5);
  }

  @Test
  void theEndsAreExact() {
    double[] back = Decoded.of(Quantized.of(new double[] {-1.25, 0.1, 3.5}));
    assertEquals(-1.25, back[0]);
    assertEquals(3.5, back[2], 1e-12);
  }

  @Test
  void whatIsNotFiniteStaysSo() {
    double[] back =
        Decoded.of(Quantized.of(new double[] {Double.NaN, 1, Double.NEGATIVE_INFINITY, 2}));
    assertArrayEquals(new double[] {Double.NaN, 1, Double.NaN, 2}, back, 1e-12);
  }

  @Test
  void equalValuesAndNoneNeedNoRange() {
    assertArrayEquals(new double[] {4, 4}, Decoded.of(Quantized.of(new double[] {4, 4})));
    assertEquals(0, Decoded.of(Quantized.of(new double[0])).length);
  }

  @Test
  void pointsAreEncodedOneAfterTheOther() {
    float[][] points = {{1, 2, 9}, {3, 4, 9}, {5, 6, 9}};
    Map<String, Object> encoded = Quantized.of(points, 2, 2);
    assertArrayEquals(new double[] {1, 2, 3, 4}, Decoded.of(encoded), Decoded.tolerance(encoded));
  }
}
