package org.duetml.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.duetml.diffusion.NoiseSchedule.Kind;
import org.junit.jupiter.api.Test;

/** The schedules' values and the identities that hold for all of them. */
class NoiseScheduleTest {
  private static final int[] STEPS = {1, 2, 3, 5, 10, 100, 1000};

  private static NoiseSchedule of(Kind kind, int steps) {
    return NoiseSchedule.of(kind, steps, 0.15, 5);
  }

  private static List<NoiseSchedule> all() {
    List<NoiseSchedule> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int steps : STEPS) {
        all.add(of(kind, steps));
      }
    }
    return all;
  }

  @Test
  void alphaBarRisesFromNoiseToData() {
    for (NoiseSchedule schedule : all()) {
      assertEquals(1, schedule.alphaBar(schedule.steps()));
      assertTrue(schedule.alphaBar(0) > 0 && schedule.alphaBar(0) < 0.04);
      for (int t = 0; t < schedule.steps(); t++) {
        assertTrue(schedule.alphaBar(t) < schedule.alphaBar(t + 1));
        assertTrue(schedule.beta(t) > 0 && schedule.beta(t) < 1);
        assertTrue(schedule.noiseLevel(t) > 0 && schedule.noiseLevel(t) < 1000);
      }
    }
  }

  @Test
  void alphaBarIsTheProductOfTheAlphas() {
    for (NoiseSchedule schedule : all()) {
      double product = 1;
      for (int t = schedule.steps() - 1; t >= 0; t--) {
        product *= schedule.alpha(t);
        assertEquals(schedule.alphaBar(t), product, 1e-9 * product);
        assertEquals(1, schedule.alpha(t) + schedule.beta(t), 1e-15);
        double level = schedule.noiseLevel(t);
        assertEquals(1 / schedule.alphaBar(t), 1 + level * level, 1e-9 / product);
      }
    }
  }

  /** The posterior's precision is that of the noising step plus that of the state before it. */
  @Test
  void posteriorSigmaIsThatOfBayes() {
    for (NoiseSchedule schedule : all()) {
      int last = schedule.steps() - 1;
      assertEquals(0, schedule.posteriorSigma(last));
      for (int t = 0; t < last; t++) {
        double precision =
            schedule.alpha(t) / schedule.beta(t) + 1 / (1 - schedule.alphaBar(t + 1));
        assertEquals(1 / Math.sqrt(precision), schedule.posteriorSigma(t), 1e-9);
        assertTrue(schedule.posteriorSigma(t) < Math.sqrt(schedule.beta(t)));
      }
    }
  }

  @Test
  void logSnrLevelsAreGeometric() {
    NoiseSchedule schedule = NoiseSchedule.logSnr(7, 0.2, 12.8);
    for (int t = 0; t < 7; t++) {
      assertEquals(12.8 / Math.pow(2, t), schedule.noiseLevel(t), 1e-10);
    }
    assertEquals(12.8, NoiseSchedule.logSnr(1, 0.2, 12.8).noiseLevel(0), 1e-10);
  }

  /** alphaBar is the exponential of minus the integral of beta, here by the midpoint rule. */
  @Test
  void continuousSchedulesIntegrateTheirBetas() {
    double low = Math.sqrt(0.1);
    double high = Math.sqrt(20);
    assertIntegral(Kind.LINEAR, u -> 0.1 + 19.9 * u);
    assertIntegral(Kind.QUADRATIC, u -> Math.pow(low + (high - low) * u, 2));
    assertIntegral(Kind.SIGMOID, u -> 0.1 + 19.9 / (1 + Math.exp(6 - 12 * u)));
  }

  private static void assertIntegral(Kind kind, DoubleUnaryOperator beta) {
    NoiseSchedule schedule = of(kind, 10);
    int cells = 20_000;
    double integral = 0;
    for (int cell = 0; cell < cells; cell++) {
      integral += beta.applyAsDouble((cell + 0.5) / cells) / cells;
      if ((cell + 1) % (cells / 10) == 0) {
        int t = 10 - (cell + 1) * 10 / cells;
        assertEquals(-integral, Math.log(schedule.alphaBar(t)), 1e-6, kind + " at " + t);
      }
    }
  }

  @Test
  void cosineHasItsKnownValues() {
    NoiseSchedule schedule = of(Kind.COSINE, 4);
    // cos((u + 0.008) / 1.008 * pi / 2)^2 over its value at u = 0 (Nichol and Dhariwal 2021).
    assertEquals(0.8470, schedule.alphaBar(3), 1e-4);
    assertEquals(0.4938, schedule.alphaBar(2), 1e-4);
    assertEquals(0.1443, schedule.alphaBar(1), 1e-4);
    assertEquals(1e-5, schedule.alphaBar(0), 1e-9);
  }

  /** The betas of Ho et al. 2020, 1e-4 to 0.02 in 1000 steps, are the linear schedule. */
  @Test
  void linearIsTheScheduleOfDdpm() {
    NoiseSchedule schedule = of(Kind.LINEAR, 1000);
    double logAlphaBar = 0;
    for (int k = 1; k <= 1000; k++) {
      logAlphaBar += Math.log1p(-(1e-4 + (0.02 - 1e-4) * (k - 1) / 999));
      if (k % 250 == 0) {
        double expected = Math.log(schedule.alphaBar(1000 - k));
        assertEquals(expected, logAlphaBar, 0.01 * Math.abs(expected));
      }
    }
  }

  @Test
  void impossibleSchedulesAreRefused() {
    assertEquals(
        "steps = 0: expected at least 1",
        assertThrows(IllegalArgumentException.class, () -> of(Kind.COSINE, 0)).getMessage());
    assertEquals(
        "noise levels from 2.0 to 1.0: expected 0 < smallest < largest",
        assertThrows(IllegalArgumentException.class, () -> NoiseSchedule.logSnr(3, 2, 1))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> NoiseSchedule.logSnr(3, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> NoiseSchedule.logSnr(3, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> NoiseSchedule.logSnr(3, 1, Double.NaN));
  }
}
