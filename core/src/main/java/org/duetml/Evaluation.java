package org.duetml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duetml.data.DataSource;
import org.duetml.data.Distribution;
import org.duetml.data.GaussianMixture;
import org.duetml.data.ProjectedLaw;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.ExactSlicedWasserstein;
import org.duetml.metric.ExactWasserstein;
import org.duetml.metric.MaximumMeanDiscrepancy;
import org.duetml.metric.ModeStatistics;
import org.duetml.metric.PrecisionRecall;
import org.duetml.metric.SlicedWasserstein;
import org.duetml.model.DuetModel;

/**
 * Measures a model against its data. The result is a map of stable names; a figure that does not
 * apply (such as a divergence where the density is unknown) is absent.
 */
public final class Evaluation {
  /** How many iterations of the game were played. */
  public static final String ITERATIONS = "iterations";

  /** How often training went back to a good state, because it had diverged. */
  public static final String ROLLBACKS = "rollbacks";

  /** Wall time of the training. */
  public static final String TRAINING_SECONDS = "training_seconds";

  /** The stream of the data that samples are measured against. */
  static final String REFERENCE = "evaluation.reference";

  /** Rows for the metrics whose cost grows with the square (or cube) of their number. */
  private static final int SUBSET = 2000;

  private static final int ASSIGNMENT_SUBSET = 500;

  private final DuetModel model;
  private final DataSource data;
  private final int samples;
  private final long seed;
  private final ShardExecutor executor;
  private final Map<String, Object> figures = new LinkedHashMap<>();

  private Evaluation(
      DuetModel model, DataSource data, int samples, long seed, ShardExecutor executor) {
    this.model = model;
    this.data = data;
    this.samples = samples;
    this.seed = seed;
    this.executor = executor;
  }

  /**
   * The seed to measure a model with where nobody asked for another: not that of its training, as
   * an evaluation should have.
   *
   * @param model trained
   * @return one more than the seed of its training
   */
  public static long seedFor(DuetModel model) {
    return model.provenance().seed() + 1;
  }

  /**
   * Measures.
   *
   * @param model trained
   * @param data what it was trained on, or should have been
   * @param samples how many are drawn, at least 100
   * @param seed decides samples and data; take another than that of the training
   * @param executor shares the work; the result does not depend on it
   * @return figures by name, in a stable order: texts, whole numbers (Long) and numbers (Double)
   */
  public static Map<String, Object> of(
      DuetModel model, DataSource data, int samples, long seed, ShardExecutor executor) {
    if (samples < 100) {
      throw new IllegalArgumentException(samples + " samples: expected at least 100");
    }
    if (data.dimension() != model.dimension()) {
      throw new IllegalArgumentException(
          "data of %d columns: expected %d, as the model was trained on"
              .formatted(data.dimension(), model.dimension()));
    }
    return new Evaluation(model, data, samples, seed, executor).measure();
  }

  private Map<String, Object> measure() {
    figures.put("data", data.name());
    figures.put("seed", model.provenance().seed());
    figures.put("steps", (long) model.steps());
    figures.put("samples", (long) samples);
    Matrix generated = model.sample(0, samples, seed, executor);
    Optional<Matrix> baseline = model.samplePretrained(samples, seed, executor);
    Matrix reference = draw(REFERENCE);
    Matrix fresh = draw("evaluation.fresh");
    measureDistances(reference, fresh, generated, baseline);
    if (data instanceof ProjectedLaw law) {
      measureExactDistances(law, fresh, generated, baseline);
    }
    measureSubsets(reference, generated);
    if (data instanceof GaussianMixture mixture && mixture.separated()) {
      measureModes(mixture, generated, baseline);
    }
    if (data instanceof Distribution distribution) {
      double tau = model.config().gcd().tau();
      figures.putAll(
          EnergyQuality.of(
              points -> model.energy(points, executor),
              tau,
              distribution,
              reference,
              seed,
              executor));
    }
    figures.putAll(DensityFigures.of(model, data, reference, executor));
    copyProvenance();
    return figures;
  }

  private Matrix draw(String stream) {
    return data.sample(RandomStream.of(seed, stream), 0, samples, executor);
  }

  private void measureDistances(
      Matrix reference, Matrix fresh, Matrix generated, Optional<Matrix> baseline) {
    List<Matrix> others = new ArrayList<>(List.of(generated, fresh));
    baseline.ifPresent(others::add);
    int directions = model.config().evaluate().directions();
    double[] distances = new SlicedWasserstein(2, directions).against(reference, others, executor);
    figures.put("sliced_wasserstein", distances[0]);
    figures.put("sliced_wasserstein_floor", distances[1]);
    if (baseline.isPresent()) {
      figures.put("pretrain_sliced_wasserstein", distances[2]);
    }
  }

  private void measureExactDistances(
      ProjectedLaw law, Matrix fresh, Matrix generated, Optional<Matrix> baseline) {
    List<Matrix> all = new ArrayList<>(List.of(generated, fresh));
    baseline.ifPresent(all::add);
    double[] distances = new ExactSlicedWasserstein(2, law).of(all, executor);
    figures.put("sliced_wasserstein_exact", distances[0]);
    figures.put("sliced_wasserstein_exact_floor", distances[1]);
    if (baseline.isPresent()) {
      figures.put("pretrain_sliced_wasserstein_exact", distances[2]);
    }
  }

  private void measureSubsets(Matrix reference, Matrix generated) {
    int rows = Math.min(SUBSET, samples);
    PrecisionRecall coverage = PrecisionRecall.of(reference, generated, rows, executor);
    figures.put("precision", coverage.precision());
    figures.put("recall", coverage.recall());
    figures.put(
        "mmd_squared", MaximumMeanDiscrepancy.squared(reference, generated, rows, executor));
    int few = Math.min(ASSIGNMENT_SUBSET, samples);
    figures.put("wasserstein_subset", ExactWasserstein.between(reference, generated, few));
  }

  private void measureModes(GaussianMixture mixture, Matrix generated, Optional<Matrix> baseline) {
    ModeStatistics modes = ModeStatistics.of(mixture, generated, executor);
    figures.put("mode_weight_min", modes.smallestWeight());
    figures.put("mode_weight_max", modes.largestWeight());
    figures.put("modes_covered", (long) modes.covered());
    figures.put("within_3sd", modes.within3sd());
    if (baseline.isPresent()) {
      ModeStatistics before = ModeStatistics.of(mixture, baseline.get(), executor);
      figures.put("pretrain_within_3sd", before.within3sd());
    }
  }

  private void copyProvenance() {
    for (String key : List.of(ITERATIONS, ROLLBACKS, TRAINING_SECONDS)) {
      Object value = model.provenance().metrics().get(key);
      if (value != null) {
        figures.put(key, value);
      }
    }
  }
}
