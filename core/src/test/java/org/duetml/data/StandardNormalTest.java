package org.duetml.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardNormalTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 0.8413447460685429",
    "-1, 0.15865525393145705",
    "1.959963984540054, 0.975",
    "-3.0902323061678132, 0.001",
    "-5, 2.866515718791939e-7",
    "0.001953125, 0.5007791836460174"
  })
  void agreesWithTables(double x, double expected) {
    assertEquals(expected, StandardNormal.cdf(x), 1e-12);
  }

  @Test
  void risesFromZeroToOne() {
    assertEquals(0, StandardNormal.cdf(Double.NEGATIVE_INFINITY));
    assertEquals(1, StandardNormal.cdf(Double.POSITIVE_INFINITY));
    assertEquals(1, StandardNormal.cdf(7.9999), 1e-14);
    assertEquals(0, StandardNormal.cdf(-7.9999), 1e-14);
  }

  @Test
  void hasTheNormalDensityAsItsSlope() {
    for (double x = -4; x < 4; x += 0.0173) {
      double slope = (StandardNormal.cdf(x + 1e-3) - StandardNormal.cdf(x - 1e-3)) / 2e-3;
      double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      assertEquals(density, slope, 1e-7);
    }
  }
}
