package org.duetml.tabular.quality;

import java.util.List;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;

/**
 * Compares synthetic rows with real ones. Synthetic rows are measured against held-out rows, and so
 * are the training rows: what these reach is the floor of every figure, below which no sampler can
 * be expected to come. It is the floor of as many rows as there are training rows, so compare as
 * many synthetic ones.
 *
 * <p>Columns and copies are measured on all rows, everything else on as many as its record states,
 * drawn by the seed. The result is a function of rows and seed: the same bits on any number of
 * threads.
 */
public final class TableComparison {
  private TableComparison() {}

  /**
   * Compares.
   *
   * @param training real rows that the model learned from; without any, there are no floors, no
   *     privacy and no usefulness
   * @param heldOut real rows that the model has not seen, at least 1
   * @param synthetic rows of the model, at least 1
   * @param target the column that usefulness predicts; null for the last one of categories or
   *     booleans with 2 to 10 classes in training rows, or else the last one of numbers
   * @param seed decides what is drawn
   * @param executor shares the work; the result does not depend on it
   * @return all figures
   * @throws IllegalArgumentException if the columns differ, rows are missing, a number is infinite,
   *     or no column has the name of the target
   */
  public static TableQuality of(
      TableBatch training,
      TableBatch heldOut,
      TableBatch synthetic,
      String target,
      long seed,
      ShardExecutor executor) {
    require(training, training, "training", 0);
    require(training, heldOut, "held-out", 1);
    require(training, synthetic, "synthetic", 1);
    ColumnQuality[] columns = new ColumnQuality[training.columns().size()];
    executor.run(
        columns.length,
        column -> columns[column] = ColumnComparison.of(training, heldOut, synthetic, column));
    return new TableQuality(
        new TableQuality.Rows(training.rows(), heldOut.rows(), synthetic.rows()),
        seed,
        List.of(columns),
        AssociationComparison.of(training, heldOut, synthetic, seed, executor),
        DetectabilityMeasurement.of(training, heldOut, synthetic, seed, executor),
        PrivacyMeasurement.of(training, heldOut, synthetic, seed, executor),
        UsefulnessMeasurement.of(training, heldOut, synthetic, target, seed, executor));
  }

  private static void require(TableBatch training, TableBatch batch, String what, int fewest) {
    if (!batch.columns().equals(training.columns())) {
      throw new IllegalArgumentException(
          "columns of the %s rows: %s; expected those of the training rows, %s"
              .formatted(what, batch.columns(), training.columns()));
    }
    if (batch.rows() < fewest) {
      throw new IllegalArgumentException("no %s rows: expected at least one".formatted(what));
    }
    for (int column = 0; column < batch.columns().size(); column++) {
      requireFinite(batch, column, what);
    }
  }

  private static void requireFinite(TableBatch batch, int column, String what) {
    Column described = batch.columns().get(column);
    if (!described.kind().isNumber()) {
      return;
    }
    double[] numbers = batch.numbers(column);
    for (int row = 0; row < numbers.length; row++) {
      if (Double.isInfinite(numbers[row])) {
        throw new IllegalArgumentException(
            "%s rows: row %d of column '%s' is %s; expected a finite number or none"
                .formatted(what, row + 1, described.name(), numbers[row]));
      }
    }
  }
}
