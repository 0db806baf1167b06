package org.duetml.tabular.encoding;

/**
 * Yes or no as a number: 1 or 0, spread by up to {@value #SPREAD} to either side with the density
 * of a tent. So the networks see a density, a small error does not change the answer, and after
 * standardisation even a category of 1 row in 1000 is about 5 standard deviations away and not 30.
 */
final class Indicator {
  private static final double SPREAD = 0.45;

  private Indicator() {}

  /** The number of an answer, at a place from 0 to 1. */
  static float of(boolean on, double place) {
    return (float) ((on ? 1 : 0) + SPREAD * tent(place));
  }

  /** The quantile of the density of a tent on [-1, 1] (the triangular distribution). */
  private static double tent(double place) {
    return place < 0.5 ? Math.sqrt(2 * place) - 1 : 1 - Math.sqrt(2 - 2 * place);
  }

  static boolean isOn(float number) {
    return number > 0.5f;
  }
}
