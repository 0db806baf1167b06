package org.duetml.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;

class ScaleMixtureTest {
  private static final double[] SCALES = {1, 2, 4};
  private static final double[] SHARES = {0.6, 0.2, 0.2};

  private final ScaleMixture mixture = new ScaleMixture(SCALES, SHARES);

  @Test
  void scalesAreDrawnAsOftenAsTheirShares() {
    RandomStream stream = RandomStream.of(1, "scales");
    double[] counts = new double[5];
    for (int i = 0; i < 10_000; i++) {
      counts[(int) mixture.scale(stream.uniform(0, i))]++;
    }
    for (int j = 0; j < SCALES.length; j++) {
      // Four standard errors are at most 0.02.
      assertEquals(SHARES[j], counts[(int) SCALES[j]] / 10_000, 0.02);
    }
    assertEquals(2, mixture.scale(0.6), "half-open intervals");
    assertEquals(4, mixture.scale(Math.nextDown(1.0)));
    // These shares sum to a little less than 1.
    ScaleMixture rounded = new ScaleMixture(SCALES, new double[] {0.7, 0.2, 0.1});
    assertEquals(4, rounded.scale(Math.nextDown(1.0)));
  }

  /** The ratio times the standard normal is a density, whose second moment is known. */
  @Test
  void theRatioMakesTheStandardNormalTheMixture() {
    double mass = 0;
    double second = 0;
    for (double x = -40 + 0.005; x < 40; x += 0.01) {
      double logNormal = -0.5 * (x * x + Math.log(2 * Math.PI));
      double density = Math.exp(logNormal + mixture.logRatio(x * x, 1));
      mass += 0.01 * density;
      second += 0.01 * x * x * density;
    }
    assertEquals(1, mass, 1e-9);
    assertEquals(0.6 + 0.2 * 4 + 0.2 * 16, second, 1e-7);
  }

  @Test
  void theRatioOfSeveralDimensionsIsThatOfTheirNormals() {
    double expected = 0;
    for (int j = 0; j < SCALES.length; j++) {
      double s = SCALES[j];
      expected += SHARES[j] * Math.pow(s, -3) * Math.exp(2.5 * (1 - 1 / (s * s)));
    }
    assertEquals(Math.log(expected), mixture.logRatio(5, 3), 1e-12);
    // Far out the widest stands alone, and nothing overflows.
    double farOut = Math.log(0.2) - 3 * Math.log(4) + 0.5 * 1e5 * (1 - 1 / 16.0);
    assertEquals(farOut, mixture.logRatio(1e5, 3), 1e-9);
  }

  @Test
  void scalesWithoutSharesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ScaleMixture(SCALES, new double[] {1}));
  }
}
