package org.duetml.data;

import java.util.Arrays;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;

/**
 * The uniform distribution on 8 of the 16 squares of side 1.5 that fill {@code [-3, 3]^2}, chosen
 * like the dark fields of a chessboard. Immutable and safe for concurrent use.
 */
public final class Checkerboard implements ProjectedLaw {
  private static final double SIDE = 1.5;
  private static final int FIELDS = 4;
  private static final int SQUARES = FIELDS * FIELDS / 2;
  private static final double LOG_DENSITY = -StrictMath.log(SQUARES * SIDE * SIDE);

  /** A projection along an axis is made this much of a trapezoid, to divide by its slope. */
  private static final double FLATTEST = 1e-9;

  @Override
  public String name() {
    return "checkerboard";
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public double halfWidth() {
    return 4;
  }

  @Override
  public void draw(RandomStream stream, long step, Matrix rows, int from, int to) {
    for (int row = from; row < to; row++) {
      long first = 3L * row;
      int square = stream.integer(step, first, SQUARES);
      for (int axis = 0; axis < 2; axis++) {
        double offset = stream.uniform(step, first + 1 + axis) - 0.5;
        rows.set(row, axis, (float) (centre(square, axis) + SIDE * offset));
      }
    }
  }

  /** Square k lies in column k / 2; its row is even in even columns and odd in odd ones. */
  private static double centre(int square, int axis) {
    int column = square / 2;
    int field = axis == 0 ? column : 2 * (square % 2) + column % 2;
    return SIDE * (field + 0.5 - FIELDS / 2.0);
  }

  @Override
  public boolean hasDensity() {
    return true;
  }

  @Override
  public double logDensity(double[] x) {
    double column = Math.floor(x[0] / SIDE) + FIELDS / 2;
    double row = Math.floor(x[1] / SIDE) + FIELDS / 2;
    boolean inside = Math.min(column, row) >= 0 && Math.max(column, row) < FIELDS;
    return inside && (column + row) % 2 == 0 ? LOG_DENSITY : Double.NEGATIVE_INFINITY;
  }

  /**
   * A uniform square projects to the sum of two independent uniform variables of half widths a and
   * b, whose distribution function is a second difference of {@code max(0, v)^2 / 2}.
   */
  @Override
  public double projectedCdf(double[] direction, double value) {
    double[] halves = {halfWidth(direction[0]), halfWidth(direction[1])};
    Arrays.sort(halves);
    double b = halves[1];
    double a = Math.max(halves[0], FLATTEST * b);
    double sum = 0;
    for (int square = 0; square < SQUARES; square++) {
      double centre = direction[0] * centre(square, 0) + direction[1] * centre(square, 1);
      sum += trapezoidCdf(value - centre, a, b);
    }
    return sum / SQUARES;
  }

  private static double halfWidth(double coordinate) {
    return Math.abs(coordinate) * SIDE / 2;
  }

  /** The distribution function of U[-a, a] + U[-b, b] for a at most b, both above 0. */
  private static double trapezoidCdf(double z, double a, double b) {
    if (z <= -a - b) {
      return 0;
    }
    if (z >= a + b) {
      return 1;
    }
    if (Math.abs(z) <= b - a) {
      return 0.5 + z / (2 * b);
    }
    double left = a + b - Math.abs(z);
    double tail = left * left / (8 * a * b);
    return z < 0 ? tail : 1 - tail;
  }

  @Override
  public double[] projectedRange(double[] direction) {
    double reach = SIDE * FIELDS / 2 * (Math.abs(direction[0]) + Math.abs(direction[1]));
    return new double[] {-reach, reach};
  }
}
