package org.duetml.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.duetml.app.picture.PictureData;
import org.duetml.app.picture.Pictures;
import org.duetml.app.picture.PointFunction;
import org.duetml.data.DataSource;
import org.duetml.data.Distribution;
import org.duetml.diffusion.SampleDraw;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/** Gathers what the pictures of a run show. */
final class RunPictures {
  private static final int POINTS = 10_000;

  /** Coordinates of data without a known box: a little more than the largest one drawn. */
  private static final double ROOM = 1.05;

  private RunPictures() {}

  /**
   * Writes all pictures.
   *
   * @param directory where
   * @param model the trained model
   * @param data what it learned
   * @param seed decides the points shown
   * @param log rows of {@code metrics.csv}
   * @param executor shares the work
   * @throws IOException if a picture cannot be written
   */
  static void write(
      Path directory,
      DuetModel model,
      DataSource data,
      long seed,
      List<Map<String, Object>> log,
      ShardExecutor executor)
      throws IOException {
    float[][] points =
        Points.of(data.sample(RandomStream.of(seed, "pictures.data"), 0, POINTS, executor));
    PictureData shown =
        new PictureData(
            data.name(),
            halfWidth(data, points),
            points,
            model.sample(POINTS, seed),
            model.samplePretrained(POINTS, seed, executor).map(Points::of).orElse(null),
            model.trajectories(SampleDraw.BATCH, seed),
            energy(model),
            logDensity(data, executor),
            log);
    Pictures.writeAll(directory, shown);
  }

  private static double halfWidth(DataSource data, float[][] points) {
    if (data instanceof Distribution distribution) {
      return distribution.halfWidth();
    }
    double largest = Float.MIN_NORMAL;
    for (float[] point : points) {
      for (float coordinate : point) {
        largest = Math.max(largest, Math.abs(coordinate));
      }
    }
    return ROOM * largest;
  }

  /** In units of tau, where there is a density. */
  private static PointFunction energy(DuetModel model) {
    double tau = model.config().gcd().tau();
    return points -> {
      double[] energies = model.energy(points);
      for (int i = 0; tau > 0 && i < energies.length; i++) {
        energies[i] /= tau;
      }
      return energies;
    };
  }

  private static PointFunction logDensity(DataSource data, ShardExecutor executor) {
    if (data instanceof Distribution distribution && distribution.hasDensity()) {
      return points -> distribution.logDensities(Points.matrix(points), executor);
    }
    return null;
  }
}
