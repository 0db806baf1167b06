package org.duetml.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The shapes of the learning rate over a run. */
class LearningRateTest {
  @Test
  void constantStays() {
    LearningRate rate = LearningRate.falling(0.3, Decay.CONSTANT);
    assertEquals(0.3, rate.at(0, 100));
    assertEquals(0.3, rate.at(99, 100));
  }

  @Test
  void linearFallsOnALineToTheFloor() {
    LearningRate rate = LearningRate.falling(0.4, Decay.LINEAR);
    assertEquals(0.4, rate.at(0, 100));
    assertEquals(0.3, rate.at(25, 100), 1e-12);
    assertEquals(0.1, rate.at(75, 100), 1e-12);
    assertEquals(0.4e-3, rate.at(9999, 10_000), 1e-12);
  }

  @Test
  void cosineFallsAlongHalfACosine() {
    LearningRate rate = LearningRate.falling(2, Decay.COSINE);
    assertEquals(2, rate.at(0, 90));
    assertEquals(1.5, rate.at(30, 90), 1e-12);
    assertEquals(1, rate.at(45, 90), 1e-12);
    assertEquals(0.5, rate.at(60, 90), 1e-12);
  }

  @Test
  void theFallStartsWhereItIsTold() {
    LearningRate rate = new LearningRate(1, Decay.LINEAR, 0.3, 0);
    assertEquals(1, rate.at(30, 100));
    assertEquals(0.5, rate.at(65, 100), 1e-12);
    assertEquals(1, new LearningRate(1, Decay.LINEAR, 1, 0).at(99, 100));
  }

  @Test
  void warmUpRisesLinearly() {
    LearningRate rate = new LearningRate(1, Decay.CONSTANT, 0, 4);
    assertEquals(0.25, rate.at(0, 100));
    assertEquals(0.75, rate.at(2, 100));
    assertEquals(1, rate.at(3, 100));
    assertEquals(1, rate.at(50, 100));
  }

  @Test
  void neverRisesAfterTheWarmUp() {
    for (Decay decay : Decay.values()) {
      LearningRate rate = new LearningRate(1, decay, 0.2, 0);
      for (int i = 1; i < 500; i++) {
        assertTrue(rate.at(i, 500) <= rate.at(i - 1, 500) && rate.at(i, 500) > 0);
      }
    }
  }

  @Test
  void impossibleValuesAreRefused() {
    assertRefused(-1, 0.5, 0);
    assertRefused(Double.NaN, 0.5, 0);
    assertRefused(1, 1.5, 0);
    assertRefused(1, 0.5, -1);
  }

  private static void assertRefused(double peak, double decayFrom, int warmUp) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new LearningRate(peak, Decay.LINEAR, decayFrom, warmUp));
  }
}
