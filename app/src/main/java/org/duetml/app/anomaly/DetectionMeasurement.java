package org.duetml.app.anomaly;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.anomaly.AnomalyScorer;
import org.duetml.anomaly.IsolationForest;
import org.duetml.anomaly.NearestNeighbors;
import org.duetml.anomaly.Negatives;
import org.duetml.app.experiment.Measurement;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.AreaUnderCurve;
import org.duetml.metric.AveragePrecision;

/**
 * Fits every detector to the training rows of a split and measures how well it tells anomalies from
 * normal rows that it has not seen.
 *
 * @param table the rows with their labels, which no detector sees
 * @param protocol how it is split
 * @param seed of the split and of the detectors
 * @param negatives what the scorer is refined against, one scorer for each
 */
record DetectionMeasurement(
    LabelledTable table, Protocol protocol, long seed, List<NegativeKind> negatives)
    implements Measurement {
  private static final int NEIGHBORS = 5;

  /** All centres: what the benchmark asks is how well it detects, not how cheaply. */
  private static final int MOST_CENTRES = 100_000;

  @Override
  public Map<String, Object> measure(ShardExecutor executor) {
    Split split = protocol.split(table, seed);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("training_rows", (long) split.training().rows());
    figures.put("columns", (long) split.training().columns());
    measureEnergy(split, Negatives.NONE, Detector.ENERGY, figures, executor);
    measureNeighbors(split, figures, executor);
    IsolationForest forest = new IsolationForest(split.training(), seed, executor);
    put(
        figures,
        Detector.FOREST,
        forest.scores(split.anomalies(), executor),
        forest.scores(split.normals(), executor));
    for (NegativeKind kind : negatives) {
      Negatives drawn = kind.negatives(seed);
      measureEnergy(split, drawn, kind.detector(), figures, executor);
      if (drawn instanceof SamplerNegatives sampler && kind == NegativeKind.GAME) {
        figures.put("game_start_kept", sampler.startKept() ? 1L : 0L);
      }
    }
    return figures;
  }

  private void measureEnergy(
      Split split,
      Negatives negatives,
      Detector detector,
      Map<String, Object> figures,
      ShardExecutor executor) {
    long start = System.nanoTime();
    AnomalyScorer scorer =
        AnomalyScorer.fit(split.training(), negatives, MOST_CENTRES, seed, executor);
    double[] anomalies = scorer.energies(split.anomalies(), executor);
    put(figures, detector, anomalies, scorer.energies(split.normals(), executor));
    figures.put(detector.seconds(), (System.nanoTime() - start) / 1e9);
  }

  private static void measureNeighbors(
      Split split, Map<String, Object> figures, ShardExecutor executor) {
    NearestNeighbors neighbors = new NearestNeighbors(split.training());
    int[] counts = {1, Math.min(NEIGHBORS, split.training().rows())};
    double[][] anomalies = neighbors.meanDistances(split.anomalies(), counts, executor);
    double[][] normals = neighbors.meanDistances(split.normals(), counts, executor);
    put(figures, Detector.KNN, anomalies[1], normals[1]);
    put(figures, Detector.NEAREST, anomalies[0], normals[0]);
  }

  private static void put(
      Map<String, Object> figures, Detector detector, double[] anomalies, double[] normals) {
    figures.put(detector.auroc(), AreaUnderCurve.of(anomalies, normals));
    figures.put(detector.precision(), AveragePrecision.of(anomalies, normals));
  }

  /**
   * A digest of the values, so that stored figures of another table of the same name are not used.
   */
  static String digest(LabelledTable table) {
    return Integer.toHexString(
        31 * Arrays.deepHashCode(table.rows()) + Arrays.hashCode(table.anomaly()));
  }
}
