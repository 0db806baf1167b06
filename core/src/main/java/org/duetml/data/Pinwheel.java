package org.duetml.data;

import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;

/**
 * Five long Gaussians around the origin, twisted into arms: a point at radius r is rotated by
 * {@code exp(r / 2) / 4} radians. The twist keeps areas, so that the density of a point is the
 * Gaussians' density where the twist took it from. Immutable and safe for concurrent use.
 */
public final class Pinwheel implements Distribution {
  private static final int ARMS = 5;
  private static final double RADIUS = 2;
  private static final double RADIAL_SD = 0.6;
  private static final double TANGENTIAL_SD = 0.2;
  private static final double LOG_FACTOR =
      -StrictMath.log(2 * Math.PI * RADIAL_SD * TANGENTIAL_SD * ARMS);

  @Override
  public String name() {
    return "pinwheel";
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
      // A normal of index i takes the uniforms 2i and 2i + 1: each row owns three such pairs.
      long first = 3L * row;
      int arm = stream.integer(step, 2 * first, ARMS);
      double along = RADIUS + RADIAL_SD * stream.normal(step, first + 1);
      double across = TANGENTIAL_SD * stream.normal(step, first + 2);
      double angle = armAngle(arm) + twist(Math.sqrt(along * along + across * across));
      double cosine = StrictMath.cos(angle);
      double sine = StrictMath.sin(angle);
      rows.set(row, 0, (float) (cosine * along - sine * across));
      rows.set(row, 1, (float) (sine * along + cosine * across));
    }
  }

  private static double armAngle(int arm) {
    return 2 * Math.PI * arm / ARMS;
  }

  private static double twist(double radius) {
    return StrictMath.exp(radius / 2) / 4;
  }

  @Override
  public boolean hasDensity() {
    return true;
  }

  @Override
  public double logDensity(double[] x) {
    double radius = Math.sqrt(x[0] * x[0] + x[1] * x[1]);
    double untwisted = StrictMath.atan2(x[1], x[0]) - twist(radius);
    double sum = 0;
    double largest = Double.NEGATIVE_INFINITY;
    double[] exponents = new double[ARMS];
    for (int arm = 0; arm < ARMS; arm++) {
      double angle = untwisted - armAngle(arm);
      double along = (radius * StrictMath.cos(angle) - RADIUS) / RADIAL_SD;
      double across = radius * StrictMath.sin(angle) / TANGENTIAL_SD;
      exponents[arm] = -(along * along + across * across) / 2;
      largest = Math.max(largest, exponents[arm]);
    }
    for (double exponent : exponents) {
      sum += StrictMath.exp(exponent - largest);
    }
    return LOG_FACTOR + largest + StrictMath.log(sum);
  }
}
