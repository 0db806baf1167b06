package org.duetml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The members of the two-dimensional suite that are mixtures of isotropic Gaussians: grids of
 * modes, and curves blurred by Gaussian noise. A curve is a row of components about one standard
 * deviation apart, so close that its density shows no ripple (at that spacing 2 exp(-2 pi^2), less
 * than 1e-8 of the density).
 */
final class PlanarMixtures {
  private PlanarMixtures() {}

  /** Radius 4 and standard deviation 0.5, all divided by 1.414. */
  static GaussianMixture eightGaussians() {
    double[][] means = circle(8, 4 / 1.414);
    return GaussianMixture.even("8gaussians", means, 0.5 / 1.414).withHalfWidth(4);
  }

  /** A 5 x 5 grid of spacing 1.4. */
  static GaussianMixture twentyFiveGaussians() {
    double[][] means = new double[25][];
    for (int k = 0; k < 25; k++) {
      means[k] = new double[] {1.4 * (k / 5 - 2), 1.4 * (k % 5 - 2)};
    }
    return GaussianMixture.even("25gaussians", means, 0.15).withHalfWidth(4);
  }

  /** Four concentric circles of equal weight, so that the inner ones are denser. */
  static GaussianMixture rings() {
    double sd = 0.1;
    List<double[]> means = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (double radius : new double[] {0.75, 1.5, 2.25, 3}) {
      int points = (int) Math.ceil(2 * Math.PI * radius / sd);
      means.addAll(List.of(circle(points, radius)));
      weights.addAll(Collections.nCopies(points, 1.0 / points));
    }
    double[] sds = new double[means.size()];
    Arrays.fill(sds, sd);
    return GaussianMixture.of(
            "rings",
            weights.stream().mapToDouble(w -> w).toArray(),
            means.toArray(double[][]::new),
            sds)
        .withHalfWidth(4);
  }

  /** Two interleaving half circles of radius 2. */
  static GaussianMixture moons() {
    int points = 64;
    double[][] means = new double[2 * points][];
    for (int i = 0; i < points; i++) {
      double angle = (i + 0.5) * Math.PI / points;
      double x = 2 * StrictMath.cos(angle) - 1;
      double y = 2 * StrictMath.sin(angle) - 0.5;
      means[i] = new double[] {x, y};
      means[points + i] = new double[] {-x, -y};
    }
    return GaussianMixture.even("moons", means, 0.2).withHalfWidth(4);
  }

  /** The spiral {@code r = angle / 4} from 1.5 pi to 4.5 pi, uniform in the angle. */
  static GaussianMixture swissRoll() {
    double[][] means = new double[256][];
    for (int i = 0; i < means.length; i++) {
      double angle = Math.PI * (1.5 + 3 * (i + 0.5) / means.length);
      means[i] = polar(angle / 4, angle);
    }
    return GaussianMixture.even("swissroll", means, 0.15).withHalfWidth(4);
  }

  /**
   * Two arms {@code r = angle / 3} up to 3 pi, the square of the angle uniform, so that the density
   * along an arm is even.
   */
  static GaussianMixture twoSpirals() {
    int points = 200;
    double[][] means = new double[2 * points][];
    for (int i = 0; i < points; i++) {
      double angle = 3 * Math.PI * Math.sqrt((i + 0.5) / points);
      double x = -StrictMath.cos(angle) * angle / 3;
      double y = StrictMath.sin(angle) * angle / 3;
      means[i] = new double[] {x, y};
      means[points + i] = new double[] {-x, -y};
    }
    return GaussianMixture.even("2spirals", means, 0.12).withHalfWidth(4.5);
  }

  private static double[][] circle(int points, double radius) {
    double[][] result = new double[points][];
    for (int i = 0; i < points; i++) {
      result[i] = polar(radius, 2 * Math.PI * i / points);
    }
    return result;
  }

  private static double[] polar(double radius, double angle) {
    return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
  }
}
