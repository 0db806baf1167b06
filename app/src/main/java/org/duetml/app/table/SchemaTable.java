package org.duetml.app.table;

import java.util.List;
import java.util.Locale;
import org.duetml.app.screen.TextTable;
import org.duetml.tabular.encoding.ColumnTreatment;

/** The columns of a table as they were detected, and what was done with each. */
final class SchemaTable {
  private SchemaTable() {}

  /** Lines of text with a header. */
  static String of(List<ColumnTreatment> columns) {
    TextTable table = new TextTable();
    table.row(List.of("column", "kind", "encoding", "missing", "distinct", "values"));
    for (ColumnTreatment summary : columns) {
      table.row(
          List.of(
              summary.column().name(),
              summary.column().kind().name().toLowerCase(Locale.ROOT),
              summary.treatment(),
              Long.toString(summary.missing()),
              Long.toString(summary.distinct()),
              summary.range()));
    }
    return table.toString();
  }
}
