package org.duetml.tabular.quality;

import java.util.HashMap;
import java.util.Map;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;

/** Distances to the closest of some training rows, as {@link Privacy} defines them. */
final class ClosestRecord {
  private static final double SDS_PER_UNIT = 4;

  private final TableBatch training;
  private final boolean[] ordered;
  private final double[] scales;

  /** Texts of all batches as numbers, by column. */
  private final Map<String, Double> codes = new HashMap<>();

  private final double[][] records;

  ClosestRecord(TableBatch training) {
    this.training = training;
    ordered = new boolean[training.columns().size()];
    scales = new double[ordered.length];
    for (int column = 0; column < ordered.length; column++) {
      ColumnKind kind = training.columns().get(column).kind();
      ordered[column] = kind.isNumber() && kind != ColumnKind.BOOLEAN;
      double sd = ordered[column] ? sd(training.numbers(column)) : 0;
      // In a constant column, any other number differs by 1, as a category does.
      ordered[column] &= sd > 0;
      scales[column] = SDS_PER_UNIT * sd;
    }
    records = rows(training);
  }

  private static double sd(double[] numbers) {
    double sum = 0;
    int count = 0;
    for (double number : numbers) {
      if (!Double.isNaN(number)) {
        sum += number;
        count++;
      }
    }
    double mean = sum / count;
    double squares = 0;
    for (double number : numbers) {
      if (!Double.isNaN(number)) {
        squares += (number - mean) * (number - mean);
      }
    }
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }

  private double[][] rows(TableBatch batch) {
    double[][] rows = new double[batch.rows()][ordered.length];
    for (int column = 0; column < ordered.length; column++) {
      boolean number = training.columns().get(column).kind().isNumber();
      for (int row = 0; row < rows.length; row++) {
        rows[row][column] = number ? batch.numbers(column)[row] : code(batch.texts(column)[row]);
        if (ordered[column]) {
          rows[row][column] /= scales[column];
        }
      }
    }
    return rows;
  }

  private double code(String text) {
    return text == null ? Double.NaN : codes.computeIfAbsent(text, _ -> (double) codes.size());
  }

  /**
   * The distance of each row to its closest training row.
   *
   * @param batch of the same columns
   * @param executor shares the work
   * @return at least 0
   */
  double[] distances(TableBatch batch, ShardExecutor executor) {
    double[][] rows = rows(batch);
    double[] distances = new double[rows.length];
    executor.run(rows.length, row -> distances[row] = Math.sqrt(closest(rows[row])));
    return distances;
  }

  private double closest(double[] row) {
    double closest = Double.POSITIVE_INFINITY;
    for (double[] record : records) {
      closest = Math.min(closest, squaredDistance(row, record, closest));
    }
    return closest;
  }

  /** The sum, or a part of it that is no less than {@code enough}. */
  private double squaredDistance(double[] a, double[] b, double enough) {
    double sum = 0;
    for (int column = 0; column < a.length && sum < enough; column++) {
      double difference = a[column] - b[column];
      if (Double.isNaN(difference)) {
        sum += Double.isNaN(a[column]) && Double.isNaN(b[column]) ? 0 : 1;
      } else if (ordered[column]) {
        sum += difference * difference;
      } else {
        sum += difference == 0 ? 0 : 1;
      }
    }
    return sum;
  }
}
