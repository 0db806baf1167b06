package org.duetml.app.table;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.duetml.app.UsageException;
import org.duetml.kernel.Matrix;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.encoding.ColumnEncoding;
import org.duetml.tabular.encoding.Jitter;
import org.duetml.tabular.model.TableModel;

/**
 * Finds conditions that no row of a model can meet, before any is drawn: those on one column, and
 * those on two columns of which one rules the other.
 *
 * @param model draws the rows
 */
record ConditionCheck(TableModel model) {
  /** Of more pairs of values, drawing has to find out. */
  private static final long MOST_PAIRS = 100_000;

  /**
   * Refuses conditions that cannot be met.
   *
   * @param conditions of the model's columns
   * @throws UsageException if one alone, those on one column, or those on a column and the one that
   *     rules it can be met by no row
   */
  void require(List<Condition> conditions) {
    conditions.forEach(condition -> requireValue(List.of(condition)));
    Map<Integer, List<Condition>> byColumn =
        conditions.stream().collect(Collectors.groupingBy(Condition::column));
    byColumn.values().forEach(this::requireValue);
    byColumn.forEach(
        (column, group) -> {
          OptionalInt ruling = encoding(column).ruledBy();
          if (ruling.isPresent() && byColumn.containsKey(ruling.getAsInt())) {
            requirePair(group, byColumn.get(ruling.getAsInt()));
          }
        });
  }

  private ColumnEncoding encoding(int column) {
    return model.encoding().columns().get(column).encoding();
  }

  /** For conditions on one column. */
  private void requireValue(List<Condition> group) {
    int place = group.getFirst().column();
    Column column = model.columns().get(place);
    List<Object> values = values(group);
    TableBatch batch = new TableBatch(model.columns(), values.size());
    for (int row = 0; row < batch.rows(); row++) {
      set(batch, place, row, values.get(row));
      if (areMet(group, batch, row)) {
        return;
      }
    }
    boolean alone = group.size() == 1;
    String nearest =
        alone && column.kind().isNumber() && group.getFirst().numbers().length == 1
            ? ReachText.nearest(column.kind(), batch.numbers(place), group.getFirst().numbers()[0])
            : "";
    throw new UsageException(
        "%s: no row of the model meets %s, its column '%s' %s%s; %s"
            .formatted(
                texts(group),
                alone ? "it" : all(group),
                column.name(),
                ReachText.of(column.kind(), encoding(place).reach()),
                nearest,
                alone ? "ask for what it can be" : "loosen or drop one of them"));
  }

  /** For conditions on a column and on the one that rules it. */
  private void requirePair(List<Condition> ruled, List<Condition> ruling) {
    int place = ruled.getFirst().column();
    List<Object> values = values(ruled);
    List<Object> causes = values(ruling);
    if ((long) values.size() * causes.size() > MOST_PAIRS) {
      return;
    }
    TableBatch pairs = new TableBatch(model.columns(), values.size() * causes.size());
    for (int row = 0; row < pairs.rows(); row++) {
      set(pairs, place, row, values.get(row % values.size()));
      set(pairs, ruling.getFirst().column(), row, causes.get(row / values.size()));
    }
    ColumnEncoding encoding = encoding(place);
    Matrix ignored = new Matrix(pairs.rows(), encoding.dimensions());
    BitSet forbidden = encoding.encode(pairs, place, Jitter.NONE, ignored, 0);
    for (int row = 0; row < pairs.rows(); row++) {
      if (!forbidden.get(row) && areMet(ruled, pairs, row) && areMet(ruling, pairs, row)) {
        return;
      }
    }
    List<Condition> both = List.of(ruled, ruling).stream().flatMap(List::stream).toList();
    throw new UsageException(
        "%s: no row of the model meets %s, its column '%s' is encoded as '%s'; loosen or drop one of them"
            .formatted(
                texts(both), all(both), model.columns().get(place).name(), encoding.label()));
  }

  /** Values of a column that stand for all others as to conditions on it. */
  private List<Object> values(List<Condition> group) {
    double[] marks =
        group.stream().flatMapToDouble(condition -> Arrays.stream(condition.numbers())).toArray();
    return encoding(group.getFirst().column()).representatives(marks);
  }

  private static void set(TableBatch batch, int column, int row, Object value) {
    if (batch.columns().get(column).kind().isNumber()) {
      batch.numbers(column)[row] = value == null ? Double.NaN : (Double) value;
    } else {
      batch.texts(column)[row] = (String) value;
    }
  }

  private static boolean areMet(List<Condition> group, TableBatch batch, int row) {
    return group.stream().allMatch(condition -> condition.isMet(batch, row));
  }

  private static String texts(List<Condition> group) {
    return group.stream()
        .map(condition -> "--given " + condition.text())
        .collect(Collectors.joining(" with "));
  }

  private static String all(List<Condition> group) {
    return group.size() == 2 ? "both" : "all of them";
  }
}
