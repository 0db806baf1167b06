package org.duetml.tabular;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** One question to DuckDB for the facts about all columns, and its answer. */
final class SummarySql {
  private static final int FACTS = 4;

  private SummarySql() {}

  /** Number of rows, then for each column: values, about different ones, smallest, largest. */
  static String of(TableSource source, List<Column> columns, int[] places) {
    StringJoiner facts = new StringJoiner(", ", "SELECT count(*), ", " FROM " + source.rows());
    for (int c = 0; c < places.length; c++) {
      ColumnKind kind = columns.get(c).kind();
      String value = ValueSql.value(source.columns().get(places[c]), places[c], kind);
      String present =
          kind.isNumber() ? "nullif(%s, CAST('nan' AS DOUBLE))".formatted(value) : value;
      facts.add(
          "count(%1$s), approx_count_distinct(%1$s), min(%1$s), max(%1$s)".formatted(present));
    }
    return facts.toString();
  }

  static List<ColumnSummary> summaries(List<Column> columns, List<String> answer) {
    long rows = Long.parseLong(answer.get(0));
    List<ColumnSummary> summaries = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      List<String> facts = answer.subList(1 + FACTS * c, 1 + FACTS * (c + 1));
      String min = facts.get(2);
      String max = facts.get(3);
      boolean number = columns.get(c).kind().isNumber() && min != null;
      summaries.add(
          new ColumnSummary(
              columns.get(c),
              rows,
              rows - Long.parseLong(facts.get(0)),
              Long.parseLong(facts.get(1)),
              number ? Double.parseDouble(min) : Double.NaN,
              number ? Double.parseDouble(max) : Double.NaN,
              min != null && min.equals(max)));
    }
    return summaries;
  }
}
