package org.duetml.app.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.duetml.app.picture.ModelFunctions;
import org.duetml.app.picture.Points;
import org.duetml.data.DataSource;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * Points of the data, of the sampler and of the diffusion model that it started from.
 *
 * @param data of the data; null where they are unknown
 * @param before of the pretrained sampler; null for a game from scratch
 * @param after of the trained sampler
 * @param halfWidth half the width of the square that shows them
 */
record PointClouds(float[][] data, float[][] before, float[][] after, double halfWidth) {
  private static final int POINTS = 3000;

  /** Of points of more dimensions, so many coordinates can be looked at. */
  private static final int MOST_COORDINATES = 10;

  /**
   * Draws them, by the seed of the training.
   *
   * @param model trained
   * @param data what it learned, or null where that is unknown
   * @param executor shares the work
   * @return as many of each
   */
  static PointClouds draw(DuetModel model, DataSource data, ShardExecutor executor) {
    long seed = model.provenance().seed();
    float[][] after = Points.of(model.sample(0, POINTS, seed, executor));
    Optional<Matrix> before = model.samplePretrained(POINTS, seed, executor);
    float[][] drawn =
        data == null
            ? null
            : Points.of(data.sample(RandomStream.of(seed, "report.data"), 0, POINTS, executor));
    double halfWidth = ModelFunctions.halfWidth(data, drawn == null ? after : drawn);
    return new PointClouds(drawn, before.map(Points::of).orElse(null), after, halfWidth);
  }

  /** The JSON object {@code coordinates}, {@code halfWidth} and the clouds there are. */
  Map<String, Object> toDocument() {
    int coordinates = Math.min(after[0].length, MOST_COORDINATES);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("coordinates", coordinates);
    object.put("halfWidth", halfWidth);
    put(object, "data", data, coordinates);
    put(object, "before", before, coordinates);
    put(object, "after", after, coordinates);
    return object;
  }

  private static void put(
      Map<String, Object> object, String name, float[][] points, int coordinates) {
    if (points != null) {
      object.put(name, Quantized.of(points, POINTS, coordinates));
    }
  }
}
