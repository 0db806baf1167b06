package org.duetml.tabular.encoding;

/**
 * {@code z = (x - mean) / sd}, with values spread over the step of their grid.
 *
 * @param mean of the values
 * @param sd their standard deviation, above 0
 * @param step of the grid, 0 for none
 */
record StandardScale(double mean, double sd, double step) implements NumberScale {
  StandardScale {
    if (!Double.isFinite(mean) || !(sd > 0) || !Double.isFinite(sd) || !isStep(step)) {
      throw new IllegalArgumentException(
          "mean %s, standard deviation %s, step %s: expected finite numbers, the second above 0"
              .formatted(mean, sd, step));
    }
  }

  /** Whether a grid's step is finite and at least 0. */
  static boolean isStep(double step) {
    return step >= 0 && step <= Double.MAX_VALUE;
  }

  @Override
  public double apply(double value, double place) {
    return (value + (place - 0.5) * step - mean) / sd;
  }

  @Override
  public double invert(double image) {
    return mean + sd * image;
  }

  @Override
  public double[] knots() {
    return new double[0];
  }

  @Override
  public boolean reaches(double from, double to) {
    return true;
  }

  @Override
  public String label() {
    return "standard";
  }
}
