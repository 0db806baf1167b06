package org.duetml.app.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.app.experiment.Statistic;
import org.duetml.data.GaussianMixture;
import org.duetml.data.ProjectedLaw;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.ExactSlicedWasserstein;
import org.duetml.metric.ModeStatistics;
import org.duetml.metric.SlicedWasserstein;

/**
 * Measures samples, whoever drew them: every figure is the mean over the draws. The figures of one
 * draw are those of {@code duet evaluate} under the same names.
 *
 * @param data what the samples should follow
 * @param samples in every draw
 * @param draws how many, each with other samples and other data to compare with
 * @param executor shares the work
 */
record SampleFigures(ProjectedLaw data, int samples, int draws, ShardExecutor executor) {
  static final String DISTANCE = "sliced_wasserstein";
  static final String EXACT_DISTANCE = "sliced_wasserstein_exact";

  /** The distance at the number of samples that published figures have. */
  static final String SMALL_DISTANCE = "sliced_wasserstein_10000";

  /** The standard deviation between the draws; absent for one draw. */
  static final String EXACT_DISTANCE_SPREAD = "sliced_wasserstein_exact_draw_sd";

  static final String MODE_WEIGHT_MIN = "mode_weight_min";
  static final String MODE_WEIGHT_MAX = "mode_weight_max";
  static final String WITHIN_3SD = "within_3sd";
  static final String DRAWS = "draws";

  /** Wall time of one draw; the only figure that differs between two runs. */
  static final String DRAWING_SECONDS = "drawing_seconds";

  private static final int PUBLISHED_SAMPLES = 10_000;

  /** Seeds of the draws of one training seed lie so far apart. */
  private static final long DRAW_STRIDE = 1000;

  /** Draws samples. */
  @FunctionalInterface
  interface Source {
    /**
     * One draw.
     *
     * @param seed decides which samples
     * @return as many rows as are to be measured, in the data's units
     */
    Matrix draw(long seed);
  }

  /**
   * Draws and measures.
   *
   * @param seed of the training; the draws use others
   * @param source draws the samples
   * @return figures by name
   */
  Map<String, Object> of(long seed, Source source) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (int draw = 0; draw < draws; draw++) {
      long drawSeed = seed + 1 + DRAW_STRIDE * draw;
      measure(source, drawSeed)
          .forEach(
              (name, value) -> values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    values.forEach((name, all) -> figures.put(name, Statistic.of(all).mean()));
    if (draws > 1) {
      figures.put(EXACT_DISTANCE_SPREAD, Statistic.of(values.get(EXACT_DISTANCE)).sd());
    }
    figures.put(DRAWS, (long) draws);
    return figures;
  }

  private Map<String, Double> measure(Source source, long seed) {
    long start = System.nanoTime();
    Matrix drawn = source.draw(seed);
    double seconds = (System.nanoTime() - start) / 1e9;
    RandomStream stream = RandomStream.of(seed, "evaluation.reference");
    Matrix reference = data.sample(stream, 0, samples, executor);
    int few = Math.min(PUBLISHED_SAMPLES, samples);
    SlicedWasserstein metric = new SlicedWasserstein(2);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(DISTANCE, metric.between(reference, drawn, executor));
    figures.put(EXACT_DISTANCE, new ExactSlicedWasserstein(2, data).of(drawn, executor));
    figures.put(SMALL_DISTANCE, metric.between(first(few, reference), first(few, drawn), executor));
    if (data instanceof GaussianMixture mixture && mixture.separated()) {
      ModeStatistics modes = ModeStatistics.of(mixture, drawn, executor);
      figures.put(MODE_WEIGHT_MIN, modes.smallestWeight());
      figures.put(MODE_WEIGHT_MAX, modes.largestWeight());
      figures.put(WITHIN_3SD, modes.within3sd());
    }
    figures.put(DRAWING_SECONDS, seconds);
    return figures;
  }

  private static Matrix first(int count, Matrix rows) {
    Matrix few = new Matrix(count, rows.columns());
    few.copyRows(rows, 0, 0, count);
    return few;
  }
}
