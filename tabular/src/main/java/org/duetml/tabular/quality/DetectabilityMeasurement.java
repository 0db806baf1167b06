package org.duetml.tabular.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.AreaUnderCurve;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.quality.Detectability.Telling;

/** Lets a classifier tell rows apart. */
final class DetectabilityMeasurement {
  private static final int FOLDS = 5;
  private static final int TOLD = 10;

  /** Positives in the first half of the rows, negatives in the second. */
  private final BinnedRows rows;

  private final double[] isPositive;
  private final double[] areas = new double[FOLDS];
  private final double[][] gains = new double[FOLDS][];

  private DetectabilityMeasurement(TableBatch positives, TableBatch negatives, int ofEach) {
    int[] first = IntStream.range(0, ofEach).toArray();
    TableBatch both = Batches.joined(positives, first, negatives, first);
    rows = new Binning(both).of(both);
    isPositive = new double[rows.rows()];
    Arrays.fill(isPositive, 0, ofEach, 1);
  }

  /**
   * Measures, with as many rows of each kind.
   *
   * @return null with too few rows
   */
  static Detectability of(
      TableBatch training,
      TableBatch heldOut,
      TableBatch synthetic,
      long seed,
      ShardExecutor executor) {
    int ofEach = Math.min(Detectability.MOST_ROWS, Math.min(heldOut.rows(), synthetic.rows()));
    boolean hasFloor = training.rows() > 0;
    ofEach = hasFloor ? Math.min(ofEach, training.rows()) : ofEach;
    if (ofEach < Detectability.FEWEST_ROWS) {
      return null;
    }
    // Training and synthetic rows are chosen alike: a synthetic table that is the training table
    // has the floor to the bit.
    TableBatch known = chosen(training, ofEach, seed, "positives");
    TableBatch made = chosen(synthetic, ofEach, seed, "positives");
    TableBatch fresh = chosen(heldOut, ofEach, seed, "negatives");
    DetectabilityMeasurement ofMade = new DetectabilityMeasurement(made, fresh, ofEach);
    double area = ofMade.area(seed, executor);
    double floor =
        hasFloor
            ? new DetectabilityMeasurement(known, fresh, ofEach).area(seed, executor)
            : Double.NaN;
    return new Detectability(area, floor, ofEach, ofMade.telling(training));
  }

  private static TableBatch chosen(TableBatch batch, int rows, long seed, String what) {
    return Batches.chosen(batch, RowChoice.of(batch.rows(), rows, seed, "detection." + what));
  }

  private double area(long seed, ShardExecutor executor) {
    executor.run(FOLDS, fold -> measure(fold, seed));
    return DoubleStream.of(areas).sum() / FOLDS;
  }

  private void measure(int fold, long seed) {
    int ofEach = rows.rows() / 2;
    // Rows of both kinds take turns, so that every fold has as many of each.
    int[] learned =
        IntStream.range(0, rows.rows()).filter(row -> row % ofEach % FOLDS != fold).toArray();
    RandomStream stream = RandomStream.of(seed, "quality.detection.trees." + fold);
    BoostedTrees trees =
        BoostedTrees.fit(rows, learned, isPositive, BoostedTrees.Loss.LOGISTIC, stream);
    areas[fold] =
        AreaUnderCurve.of(scores(trees, fold, 0, ofEach), scores(trees, fold, ofEach, rows.rows()));
    gains[fold] = trees.gains();
  }

  private double[] scores(BoostedTrees trees, int fold, int from, int to) {
    return IntStream.range(from, to)
        .filter(row -> (row - from) % FOLDS == fold)
        .mapToDouble(row -> trees.score(rows, row))
        .toArray();
  }

  private List<Telling> telling(TableBatch described) {
    double[] sums = new double[rows.columns()];
    for (double[] ofFold : gains) {
      for (int column = 0; column < sums.length; column++) {
        sums[column] += ofFold[column];
      }
    }
    double all = DoubleStream.of(sums).sum();
    return IntStream.range(0, sums.length)
        .filter(column -> sums[column] > 0)
        .mapToObj(c -> new Telling(described.columns().get(c).name(), sums[c] / all))
        .sorted(Comparator.comparing(Telling::share).reversed())
        .limit(TOLD)
        .toList();
  }
}
