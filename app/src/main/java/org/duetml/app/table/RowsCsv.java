package org.duetml.app.table;

import java.io.IOException;
import java.util.List;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.encoding.ValueText;

/** Rows of a table as comma-separated values with a header, for standard output. */
final class RowsCsv {
  private final Appendable target;

  /** Begins with the header. */
  RowsCsv(Appendable target, List<Column> columns) throws IOException {
    this.target = target;
    StringBuilder header = new StringBuilder();
    for (int c = 0; c < columns.size(); c++) {
      header.append(c == 0 ? "" : ",").append(quoted(columns.get(c).name()));
    }
    target.append(header).append('\n');
  }

  /** Appends rows; missing values are empty. */
  void append(TableBatch batch) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int row = 0; row < batch.rows(); row++) {
      line.setLength(0);
      for (int c = 0; c < batch.columns().size(); c++) {
        line.append(c == 0 ? "" : ",").append(cell(batch, c, row));
      }
      target.append(line).append('\n');
    }
  }

  private static String cell(TableBatch batch, int column, int row) {
    if (batch.isMissing(column, row)) {
      return "";
    }
    ColumnKind kind = batch.columns().get(column).kind();
    return kind.isNumber()
        ? ValueText.of(kind, batch.numbers(column)[row])
        : quoted(batch.texts(column)[row]);
  }

  /** As RFC 4180 says; an empty text is quoted, because nothing means missing. */
  private static String quoted(String text) {
    return text.isEmpty() || text.matches("(?s).*[\",\\r\\n].*")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
