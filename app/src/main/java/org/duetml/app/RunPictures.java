package org.duetml.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.duetml.app.picture.ModelFunctions;
import org.duetml.app.picture.PictureData;
import org.duetml.app.picture.Pictures;
import org.duetml.app.picture.Points;
import org.duetml.data.DataSource;
import org.duetml.diffusion.SampleDraw;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/** Gathers what the pictures of a run show. */
final class RunPictures {
  private static final int POINTS = 10_000;

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
            ModelFunctions.halfWidth(data, points),
            points,
            model.sample(POINTS, seed),
            model.samplePretrained(POINTS, seed, executor).map(Points::of).orElse(null),
            model.trajectories(SampleDraw.BATCH, seed),
            ModelFunctions.energy(model, executor),
            ModelFunctions.logDensity(data, executor),
            log);
    Pictures.writeAll(directory, shown);
  }
}
