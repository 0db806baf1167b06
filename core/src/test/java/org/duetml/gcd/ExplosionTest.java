package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.duetml.energy.EnergyModel;
import org.junit.jupiter.api.Test;

class ExplosionTest {
  private static final double SCALE = 0.5;
  private static final double TAU = 0.25;

  private final EnergyModel energy = GaussianGame.harmonic(1, SCALE, TAU, 1);

  @Test
  void energiesBeyondAMillionUnitsHaveExploded() {
    double limit = 1e6 * (SCALE + TAU);
    for (double possible : new double[] {0, limit, -limit}) {
      assertTrue(Explosion.isBelow(possible, energy));
    }
    double beyond = Math.nextUp(limit);
    for (double exploded : new double[] {beyond, -beyond, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertFalse(Explosion.isBelow(exploded, energy));
    }
  }

  @Test
  void theFindingNamesBothMeans() {
    assertEquals(
        "the mean energy is 1.50e+07 of data and NaN of samples",
        Explosion.finding(1.5e7, Double.NaN));
  }
}
