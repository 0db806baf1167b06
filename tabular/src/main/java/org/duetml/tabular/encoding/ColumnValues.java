package org.duetml.tabular.encoding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;

/** The values of one column of the training rows, counted. */
final class ColumnValues {
  private static final int SHOWN_LEVELS = 3;

  private final Column column;
  private final TableBatch batch;
  private final int place;
  private final Map<Object, Long> counts = new LinkedHashMap<>();

  ColumnValues(TableBatch batch, int place) {
    this.column = batch.columns().get(place);
    this.batch = batch;
    this.place = place;
    Map<Object, Long> counting = new HashMap<>();
    for (int row = 0; row < batch.rows(); row++) {
      counting.merge(value(row), 1L, Long::sum);
    }
    counting.entrySet().stream()
        .sorted(Map.Entry.<Object, Long>comparingByValue().reversed().thenComparing(BY_LEVEL))
        .forEach(entry -> counts.put(known(entry.getKey()), entry.getValue()));
  }

  /** Stands for a missing value in maps that take no null. */
  private static final Object MISSING = new Object();

  private static final Comparator<Map.Entry<Object, Long>> BY_LEVEL =
      Comparator.comparing(Map.Entry::getKey, ColumnValues::compare);

  private static int compare(Object left, Object right) {
    if (left == MISSING || right == MISSING) {
      return Boolean.compare(left == MISSING, right == MISSING);
    }
    return left instanceof Double number
        ? number.compareTo((Double) right)
        : ((String) left).compareTo((String) right);
  }

  private static Object known(Object key) {
    return key == MISSING ? null : key;
  }

  private Object value(int row) {
    if (batch.isMissing(place, row)) {
      return MISSING;
    }
    if (!column.kind().isNumber()) {
      return batch.texts(place)[row];
    }
    double number = batch.numbers(place)[row] + 0.0;
    if (Double.isInfinite(number)) {
      throw new IllegalArgumentException(
          "column '%s', row %d is %s: expected a finite number or a missing value"
              .formatted(column.name(), row + 1, number));
    }
    return number;
  }

  /** The level of a row, null for missing. */
  Object level(int row) {
    return known(value(row));
  }

  boolean isMissing(int row) {
    return batch.isMissing(place, row);
  }

  Column column() {
    return column;
  }

  int rows() {
    return batch.rows();
  }

  long missing() {
    return counts.getOrDefault(null, 0L);
  }

  /** Different values, without the missing one. */
  int distinct() {
    return counts.size() - (missing() > 0 ? 1 : 0);
  }

  /** All different values by falling frequency, null for missing, equal frequencies by value. */
  List<Object> levels() {
    return new ArrayList<>(counts.keySet());
  }

  /** Rows of each of {@link #levels()}. */
  long[] counts() {
    return counts.values().stream().mapToLong(Long::longValue).toArray();
  }

  /** The numbers that are not missing. */
  double[] numbers() {
    double[] numbers = new double[(int) (rows() - missing())];
    int known = 0;
    for (double number : batch.numbers(place)) {
      if (!Double.isNaN(number)) {
        numbers[known++] = number;
      }
    }
    return numbers;
  }

  double lowest() {
    return counts.keySet().stream()
        .filter(Objects::nonNull)
        .mapToDouble(Double.class::cast)
        .min()
        .orElse(Double.NaN);
  }

  double highest() {
    return counts.keySet().stream()
        .filter(Objects::nonNull)
        .mapToDouble(Double.class::cast)
        .max()
        .orElse(Double.NaN);
  }

  /** The smallest and largest number, or the most frequent texts. */
  String range() {
    if (distinct() == 0) {
      return "";
    }
    if (column.kind().isNumber()) {
      return ValueText.of(column.kind(), lowest())
          + " to "
          + ValueText.of(column.kind(), highest());
    }
    StringJoiner shown = new StringJoiner(", ");
    counts.keySet().stream()
        .filter(Objects::nonNull)
        .limit(SHOWN_LEVELS)
        .forEach(level -> shown.add((String) level));
    return shown + (distinct() > SHOWN_LEVELS ? ", ..." : "");
  }
}
