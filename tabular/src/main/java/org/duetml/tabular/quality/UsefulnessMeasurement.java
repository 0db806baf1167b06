package org.duetml.tabular.quality;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.metric.AreaUnderCurve;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.quality.BoostedTrees.Loss;
import org.duetml.tabular.quality.Usefulness.Measure;

/** Trains on real and on synthetic rows, and tests on held-out ones. */
final class UsefulnessMeasurement {
  private final Target target;
  private final TableBatch heldOut;
  private final long seed;
  private final ShardExecutor executor;

  private UsefulnessMeasurement(
      Target target, TableBatch heldOut, long seed, ShardExecutor executor) {
    this.target = target;
    this.heldOut = heldOut;
    this.seed = seed;
    this.executor = executor;
  }

  /** What a model reached. */
  private record Reached(double figure, double accuracy) {}

  /**
   * Measures.
   *
   * @param name of the target; null for the rule of {@link Target}
   * @return null without a target, or with too few rows that have it
   */
  static Usefulness of(
      TableBatch training,
      TableBatch heldOut,
      TableBatch synthetic,
      String name,
      long seed,
      ShardExecutor executor) {
    Target target = Target.choose(training, name);
    if (target == null || training.columns().size() < 2) {
      return null;
    }
    int[] known = target.rows(training);
    int[] made = target.rows(synthetic);
    int learned = Math.min(Usefulness.MOST_ROWS, Math.min(known.length, made.length));
    int[] fresh = target.rows(heldOut);
    int tested = Math.min(Usefulness.MOST_ROWS, fresh.length);
    if (Math.min(learned, tested) < Usefulness.FEWEST_ROWS) {
      return null;
    }
    TableBatch test = chosen(heldOut, fresh, tested, seed, "test");
    TableBatch ofReal = chosen(training, known, learned, seed, "learned");
    UsefulnessMeasurement measurement = new UsefulnessMeasurement(target, test, seed, executor);
    Reached real = measurement.reach(ofReal);
    Reached synthesized = measurement.reach(chosen(synthetic, made, learned, seed, "learned"));
    return new Usefulness(
        target.name(),
        target.isClass() ? Measure.AUROC : Measure.R2,
        real.figure(),
        synthesized.figure(),
        real.accuracy(),
        synthesized.accuracy(),
        target.isClass() ? measurement.guess(ofReal) : Double.NaN,
        learned,
        tested);
  }

  /** Some of the given rows; of two tables alike, the same places. */
  private static TableBatch chosen(
      TableBatch batch, int[] rows, int count, long seed, String what) {
    int[] places = RowChoice.of(rows.length, count, seed, "usefulness." + what);
    return Batches.chosen(batch, Arrays.stream(places).map(place -> rows[place]).toArray());
  }

  private Reached reach(TableBatch batch) {
    TableBatch predictors = Batches.without(batch, target.column());
    Binning binning = new Binning(predictors);
    BinnedRows learned = binning.of(predictors);
    BinnedRows tested = binning.of(Batches.without(heldOut, target.column()));
    double[][] scores = new double[target.isClass() ? target.classes() : 1][];
    executor.run(
        scores.length,
        i -> {
          int[] all = IntStream.range(0, learned.rows()).toArray();
          Loss loss = target.isClass() ? Loss.LOGISTIC : Loss.SQUARED;
          RandomStream stream = RandomStream.of(seed, "quality.usefulness.trees." + i);
          BoostedTrees trees = BoostedTrees.fit(learned, all, outcomes(batch, i), loss, stream);
          scores[i] =
              IntStream.range(0, tested.rows()).mapToDouble(r -> trees.score(tested, r)).toArray();
        });
    return target.isClass()
        ? new Reached(meanArea(scores), accuracy(scores))
        : new Reached(explained(scores[0]), Double.NaN);
  }

  /** What the model of a place learns: the numbers, or whether a row is of its class. */
  private double[] outcomes(TableBatch batch, int place) {
    double[] outcomes = new double[batch.rows()];
    for (int row = 0; row < outcomes.length; row++) {
      double value = target.value(batch, row);
      outcomes[row] = target.isClass() ? (value == place ? 1 : 0) : value;
    }
    return outcomes;
  }

  private double meanArea(double[][] scores) {
    double sum = 0;
    int measured = 0;
    for (int i = 0; i < scores.length; i++) {
      double[] own = scoresOf(scores[i], outcomes(heldOut, i), 1);
      double[] others = scoresOf(scores[i], outcomes(heldOut, i), 0);
      if (own.length > 0 && others.length > 0) {
        sum += AreaUnderCurve.of(own, others);
        measured++;
      }
    }
    return sum / measured;
  }

  private static double[] scoresOf(double[] scores, double[] outcomes, double outcome) {
    return IntStream.range(0, scores.length)
        .filter(row -> outcomes[row] == outcome)
        .mapToDouble(row -> scores[row])
        .toArray();
  }

  private double accuracy(double[][] scores) {
    int right = 0;
    for (int row = 0; row < heldOut.rows(); row++) {
      int named = 0;
      for (int i = 1; i < scores.length; i++) {
        named = scores[i][row] > scores[named][row] ? i : named;
      }
      right += target.value(heldOut, row) == named ? 1 : 0;
    }
    return (double) right / heldOut.rows();
  }

  private double guess(TableBatch learned) {
    int[] counts = new int[target.classes()];
    for (int row = 0; row < learned.rows(); row++) {
      counts[(int) target.value(learned, row)]++;
    }
    int named = 0;
    for (int i = 1; i < counts.length; i++) {
      named = counts[i] > counts[named] ? i : named;
    }
    return Arrays.stream(outcomes(heldOut, named)).sum() / heldOut.rows();
  }

  /** R squared: one less the squared errors over those of the held-out mean. */
  private double explained(double[] predictions) {
    double[] truth = outcomes(heldOut, 0);
    double mean = Arrays.stream(truth).sum() / truth.length;
    double errors = 0;
    double squares = 0;
    for (int row = 0; row < truth.length; row++) {
      errors += (truth[row] - predictions[row]) * (truth[row] - predictions[row]);
      squares += (truth[row] - mean) * (truth[row] - mean);
    }
    return squares > 0 ? 1 - errors / squares : Double.NaN;
  }
}
