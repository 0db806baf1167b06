package org.duetml.tabular.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;

/** Compares one column of real and synthetic rows. All rows are used. */
final class ColumnComparison {
  private final TableBatch training;
  private final TableBatch heldOut;
  private final TableBatch synthetic;
  private final int column;

  private ColumnComparison(
      TableBatch training, TableBatch heldOut, TableBatch synthetic, int column) {
    this.training = training;
    this.heldOut = heldOut;
    this.synthetic = synthetic;
    this.column = column;
  }

  /** Compares the column of the given place. */
  static ColumnQuality of(
      TableBatch training, TableBatch heldOut, TableBatch synthetic, int column) {
    ColumnComparison comparison = new ColumnComparison(training, heldOut, synthetic, column);
    ColumnKind kind = training.columns().get(column).kind();
    return kind.isNumber() && kind != ColumnKind.BOOLEAN
        ? comparison.numbers()
        : comparison.categories();
  }

  private ColumnQuality numbers() {
    Column described = training.columns().get(column);
    double[] known = sorted(training);
    double[] fresh = sorted(heldOut);
    double[] made = sorted(synthetic);
    double[] real = Arrays.copyOf(known, known.length + fresh.length);
    System.arraycopy(fresh, 0, real, known.length, fresh.length);
    Arrays.sort(real);
    return new ColumnQuality(
        described.name(),
        described.kind(),
        Distances.kolmogorovSmirnov(made, fresh),
        floor(Distances.kolmogorovSmirnov(known, fresh)),
        missing(training),
        missing(heldOut),
        missing(synthetic),
        outside(made, known),
        outside(fresh, known),
        repeated(made, known),
        repeated(fresh, known),
        Histogram.of(real, made, described.kind() != ColumnKind.NUMERIC),
        null);
  }

  private ColumnQuality categories() {
    Column described = training.columns().get(column);
    List<String> known = Categories.present(training, column);
    List<String> fresh = Categories.present(heldOut, column);
    List<String> made = Categories.present(synthetic, column);
    List<String> real = new ArrayList<>(known);
    real.addAll(fresh);
    Set<String> names = new HashSet<>(known);
    double repeated = share(made.stream().filter(names::contains).count(), made.size());
    double repeatedFloor = share(fresh.stream().filter(names::contains).count(), fresh.size());
    return new ColumnQuality(
        described.name(),
        described.kind(),
        Distances.totalVariation(made, fresh),
        floor(Distances.totalVariation(known, fresh)),
        missing(training),
        missing(heldOut),
        missing(synthetic),
        known.isEmpty() ? Double.NaN : 1 - repeated,
        known.isEmpty() ? Double.NaN : 1 - repeatedFloor,
        known.isEmpty() ? Double.NaN : repeated,
        known.isEmpty() ? Double.NaN : repeatedFloor,
        null,
        Frequencies.of(real, made));
  }

  /** Without training rows there is none. */
  private double floor(double distance) {
    return training.rows() == 0 ? Double.NaN : distance;
  }

  private double[] sorted(TableBatch batch) {
    return Arrays.stream(batch.numbers(column))
        .filter(value -> !Double.isNaN(value))
        .map(value -> value + 0.0) // Makes one of the two zeros.
        .sorted()
        .toArray();
  }

  private double missing(TableBatch batch) {
    int count = 0;
    for (int row = 0; row < batch.rows(); row++) {
      if (batch.isMissing(column, row)) {
        count++;
      }
    }
    return share(count, batch.rows());
  }

  private static double outside(double[] values, double[] known) {
    if (known.length == 0) {
      return Double.NaN;
    }
    double low = known[0];
    double high = known[known.length - 1];
    return share(
        Arrays.stream(values).filter(value -> value < low || value > high).count(), values.length);
  }

  private static double repeated(double[] values, double[] known) {
    if (known.length == 0) {
      return Double.NaN;
    }
    return share(
        Arrays.stream(values).filter(value -> Arrays.binarySearch(known, value) >= 0).count(),
        values.length);
  }

  private static double share(long count, int all) {
    return all == 0 ? Double.NaN : (double) count / all;
  }
}
