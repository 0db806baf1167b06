package org.duetml.tabular.encoding;

import java.util.stream.DoubleStream;

/**
 * The grid that all values of a column lie on: multiples of {@code unit / parts}, for example 1/10
 * for numbers with one decimal, 25 for weights in steps of 25, and 60,000,000 for minutes among
 * microseconds.
 *
 * @param unit at least 1, or 0 for no grid
 * @param parts a power of ten, at least 1
 */
public record Resolution(long unit, long parts) {
  /** No grid: any number. */
  static final Resolution NONE = new Resolution(0, 1);

  private static final int MOST_DECIMALS = 6;

  /** Beyond this, a double does not tell neighbouring multiples apart. */
  private static final double LARGEST = 1L << 52;

  /** Checks both. */
  public Resolution {
    if (unit < 0 || parts < 1) {
      throw new IllegalArgumentException(
          "resolution %d/%d: expected a unit of at least 0 and at least 1 part"
              .formatted(unit, parts));
    }
  }

  /**
   * The coarsest grid that holds all values: with as few decimals as possible and, among whole
   * numbers, their greatest common divisor.
   *
   * @param values finite numbers, at least one
   * @return {@link #NONE} if six decimals do not suffice
   */
  static Resolution of(double[] values) {
    long parts = 1;
    for (int decimals = 0; decimals <= MOST_DECIMALS; decimals++, parts *= 10) {
      Resolution grid = new Resolution(1, parts);
      if (grid.holds(values)) {
        return parts == 1 ? new Resolution(commonDivisor(values), 1) : grid;
      }
    }
    return NONE;
  }

  private boolean holds(double[] values) {
    for (double value : values) {
      if (Math.abs(value) * parts >= LARGEST || snap(value) != value) {
        return false;
      }
    }
    return true;
  }

  private static long commonDivisor(double[] values) {
    long divisor = 0;
    for (double value : values) {
      long rest = Math.abs((long) value);
      while (rest != 0) {
        long next = divisor % rest;
        divisor = rest;
        rest = next;
      }
    }
    return Math.max(1, divisor);
  }

  /**
   * The distance of two neighbours.
   *
   * @return above 0; 0 without a grid
   */
  double step() {
    return (double) unit / parts;
  }

  /** The nearest number of the grid and its two neighbours, or those of doubles without a grid. */
  DoubleStream around(double value) {
    if (unit == 0) {
      return DoubleStream.of(Math.nextDown(value), value, Math.nextUp(value));
    }
    double nearest = snap(value);
    return DoubleStream.of(snap(nearest - step()), nearest, snap(nearest + step()));
  }

  /** The nearest number of the grid. */
  double snap(double value) {
    if (unit == 0) {
      return value;
    }
    // Adding 0 makes -0 a plain 0.
    return Math.rint(value * parts / unit) * unit / parts + 0.0;
  }
}
