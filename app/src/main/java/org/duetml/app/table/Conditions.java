package org.duetml.app.table;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.duetml.app.UsageException;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.encoding.ColumnEncoding;
import org.duetml.tabular.model.TableModel;

/**
 * Conditions that a row must meet all of.
 *
 * @param all in the order of the user
 */
record Conditions(List<Condition> all) {
  /**
   * Reads conditions on a model's rows.
   *
   * @param texts as users write them
   * @param model draws the rows
   * @return the conditions
   * @throws UsageException if one is none, does not fit the columns or can be met by no row, or if
   *     those on one column contradict each other
   */
  static Conditions parse(List<String> texts, TableModel model) {
    List<Condition> all =
        texts.stream().map(text -> Condition.parse(text, model.columns())).toList();
    all.forEach(condition -> requirePossible(List.of(condition), model));
    all.stream()
        .collect(Collectors.groupingBy(Condition::column))
        .values()
        .forEach(group -> requirePossible(group, model));
    return new Conditions(all);
  }

  /** Refuses conditions on one column that none of its values meets. */
  private static void requirePossible(List<Condition> group, TableModel model) {
    int place = group.getFirst().column();
    Column column = model.columns().get(place);
    ColumnEncoding encoding = model.encoding().columns().get(place).encoding();
    double[] marks =
        group.stream().flatMapToDouble(condition -> Arrays.stream(condition.numbers())).toArray();
    TableBatch values = batch(model.columns(), place, encoding.representatives(marks));
    Conditions conditions = new Conditions(group);
    for (int row = 0; row < values.rows(); row++) {
      if (conditions.areMet(values, row)) {
        return;
      }
    }
    throw new UsageException(
        "%s: no row of the model meets %s, its column '%s' %s%s; %s"
            .formatted(
                texts(group),
                group.size() == 1 ? "it" : group.size() == 2 ? "both" : "all of them",
                column.name(),
                ReachText.of(column.kind(), encoding.reach()),
                marks.length == 1
                    ? ReachText.nearest(column.kind(), values.numbers(place), marks[0])
                    : "",
                group.size() == 1 ? "ask for what it can be" : "loosen or drop one of them"));
  }

  private static String texts(List<Condition> group) {
    return group.stream()
        .map(condition -> "--given " + condition.text())
        .collect(Collectors.joining(" with "));
  }

  private static TableBatch batch(List<Column> columns, int column, List<Object> values) {
    TableBatch batch = new TableBatch(columns, values.size());
    boolean number = columns.get(column).kind().isNumber();
    for (int row = 0; row < batch.rows(); row++) {
      if (number) {
        Double value = (Double) values.get(row);
        batch.numbers(column)[row] = value == null ? Double.NaN : value;
      } else {
        batch.texts(column)[row] = (String) values.get(row);
      }
    }
    return batch;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether a row meets all of them. */
  boolean areMet(TableBatch batch, int row) {
    return all.stream().allMatch(condition -> condition.isMet(batch, row));
  }
}
