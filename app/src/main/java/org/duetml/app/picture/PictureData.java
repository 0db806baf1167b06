package org.duetml.app.picture;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the pictures of a run show. All points are in the units of the data. The arrays are shared,
 * not copied, and never changed.
 *
 * @param title the name of the data, for example {@code 8gaussians}
 * @param halfWidth h: the pictures show [-h, h] in both directions, above 0
 * @param data [n][D], D at least 1
 * @param samples of the trained sampler, [n][D]
 * @param pretrainedSamples of the sampler the run started from, [n][D], or null
 * @param trajectories x_0 (noise) to x_T (samples), [T + 1][n][D]
 * @param energy E(x) / tau, so that its negative is a log-density up to a constant, or null
 * @param logDensity the true log-density in nats, or null where it is unknown
 * @param log rows of {@code metrics.csv}: {@code phase} (text), {@code iteration} (from 1 in every
 *     phase), and numbers by the names of {@link org.duetml.gcd.Signals}; a signal that was not
 *     measured is absent
 */
public record PictureData(
    String title,
    double halfWidth,
    float[][] data,
    float[][] samples,
    float[][] pretrainedSamples,
    float[][][] trajectories,
    PointFunction energy,
    PointFunction logDensity,
    List<Map<String, Object>> log) {
  /**
   * Checks what every picture relies on.
   *
   * @throws IllegalArgumentException naming the value and what was expected
   */
  public PictureData {
    Objects.requireNonNull(title, "title");
    if (!(halfWidth > 0 && Double.isFinite(halfWidth))) {
      throw new IllegalArgumentException("halfWidth = " + halfWidth + ": expected above 0");
    }
    int dimension = requirePoints("data", data, 0);
    requirePoints("samples", samples, dimension);
    if (pretrainedSamples != null) {
      requirePoints("pretrainedSamples", pretrainedSamples, dimension);
    }
    if (trajectories.length < 2) {
      throw new IllegalArgumentException(
          trajectories.length + " states of trajectories: expected at least 2, noise and samples");
    }
    for (float[][] state : trajectories) {
      requirePoints("trajectories", state, dimension);
      if (state.length != trajectories[0].length) {
        throw new IllegalArgumentException(
            "trajectories have %d and %d points: expected one number"
                .formatted(trajectories[0].length, state.length));
      }
    }
    log = List.copyOf(log);
  }

  private static int requirePoints(String name, float[][] points, int dimension) {
    if (points.length == 0 || points[0].length == 0) {
      throw new IllegalArgumentException(name + " holds no point: expected at least one");
    }
    int expected = dimension == 0 ? points[0].length : dimension;
    for (float[] point : points) {
      if (point.length != expected) {
        throw new IllegalArgumentException(
            "%s holds a point of %d dimensions: expected %d"
                .formatted(name, point.length, expected));
      }
    }
    return expected;
  }

  /** The dimension of the points. */
  int dimension() {
    return data[0].length;
  }

  /** The number of steps from noise to samples. */
  int steps() {
    return trajectories.length - 1;
  }

  /** For example {@code 5 steps}. */
  String stepsInWords() {
    return steps() == 1 ? "1 step" : steps() + " steps";
  }
}
