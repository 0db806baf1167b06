package org.duetml.app.picture;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** A function's values at the nodes of a square grid over [-halfWidth, halfWidth]^2. Immutable. */
final class Grid {
  /** Nodes per side: fine enough to look smooth, few enough for an energy network. */
  static final int NODES = 257;

  /** Log-densities are cut this far below their maximum, so that minus infinity is no exception. */
  private static final double DEPTH = 60;

  private final double halfWidth;
  private final double[] values;

  /** Node (i, j), counted from the lower left, is {@code values[j * NODES + i]}. */
  Grid(double halfWidth, double[] values) {
    this.halfWidth = halfWidth;
    this.values = values;
  }

  /** A log-density, possibly up to a constant, brought to the integral 1 over the grid. */
  static Grid ofLogDensity(PointFunction function, double halfWidth) {
    double[] values = function.of(nodes(halfWidth));
    for (double value : values) {
      if (Double.isNaN(value) || value == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "a log-density is " + value + ": expected finite numbers or minus infinity");
      }
    }
    return new Grid(halfWidth, values).normalised();
  }

  /**
   * The log-density of points, by their first two coordinates: kernel density estimation, binned.
   */
  static Grid ofPoints(float[][] points, double halfWidth) {
    double[] counts = new double[NODES * NODES];
    for (float[] point : points) {
      long i = Math.round((point[0] / halfWidth + 1) / 2 * (NODES - 1));
      long j = Math.round((point[1] / halfWidth + 1) / 2 * (NODES - 1));
      if (i >= 0 && i < NODES && j >= 0 && j < NODES) {
        counts[(int) (j * NODES + i)]++;
      }
    }
    double[] smooth = Smoothing.smooth(counts);
    return new Grid(halfWidth, Arrays.stream(smooth).map(StrictMath::log).toArray()).normalised();
  }

  double node(int i, int j) {
    return values[j * NODES + i];
  }

  /** The coordinate of the given node, or of a place between nodes. */
  double coordinate(double index) {
    return (2 * index / (NODES - 1) - 1) * halfWidth;
  }

  /** The bilinear interpolation of the nodes; outside, of the nearest place inside. */
  double at(double x, double y) {
    double u = Math.clamp((x / halfWidth + 1) / 2, 0, 1) * (NODES - 1);
    double v = Math.clamp((y / halfWidth + 1) / 2, 0, 1) * (NODES - 1);
    int i = Math.min((int) u, NODES - 2);
    int j = Math.min((int) v, NODES - 2);
    double lower = node(i, j) + (u - i) * (node(i + 1, j) - node(i, j));
    double upper = node(i, j + 1) + (u - i) * (node(i + 1, j + 1) - node(i, j + 1));
    return lower + (v - j) * (upper - lower);
  }

  double max() {
    return Arrays.stream(values).max().orElseThrow();
  }

  Grid map(DoubleUnaryOperator function) {
    return new Grid(halfWidth, Arrays.stream(values).map(function).toArray());
  }

  /**
   * For a log-density: the level above which the given part of the mass lies (the border of the
   * highest-density region).
   */
  double levelEnclosing(double part) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    double top = ascending[ascending.length - 1];
    double total = Arrays.stream(ascending).map(value -> StrictMath.exp(value - top)).sum();
    double mass = 0;
    int i = ascending.length;
    while (i > 1 && mass < part * total) {
      mass += StrictMath.exp(ascending[--i] - top);
    }
    // Just below, so that there is a border even where the density is flat.
    return ascending[i] - 1e-6;
  }

  private Grid normalised() {
    double top = max();
    if (top == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "halfWidth = " + halfWidth + ": expected some density within the picture");
    }
    double cell = 2 * halfWidth / (NODES - 1);
    double sum = 0;
    for (double value : values) {
      sum += StrictMath.exp(value - top);
    }
    double logIntegral = top + StrictMath.log(sum * cell * cell);
    return map(value -> Math.max(value, top - DEPTH) - logIntegral);
  }

  private static float[][] nodes(double halfWidth) {
    float[][] points = new float[NODES * NODES][2];
    for (int j = 0; j < NODES; j++) {
      for (int i = 0; i < NODES; i++) {
        points[j * NODES + i][0] = (float) ((2.0 * i / (NODES - 1) - 1) * halfWidth);
        points[j * NODES + i][1] = (float) ((2.0 * j / (NODES - 1) - 1) * halfWidth);
      }
    }
    return points;
  }
}
