package org.duetml.gcd;

import java.util.Locale;
import org.duetml.energy.EnergyModel;

/** Tells energies that have exploded. */
final class Explosion {
  /** In units of the energy: no density has such differences where there are samples. */
  private static final double LARGEST = 1e6;

  private Explosion() {}

  /** Whether a mean energy is a number and of a possible size. */
  static boolean isBelow(double meanEnergy, EnergyModel energy) {
    return Math.abs(meanEnergy) <= LARGEST * (energy.scale() + energy.tau());
  }

  /** What is wrong, for messages. */
  static String finding(double ofData, double ofSamples) {
    return String.format(
        Locale.ROOT, "the mean energy is %.3g of data and %.3g of samples", ofData, ofSamples);
  }
}
