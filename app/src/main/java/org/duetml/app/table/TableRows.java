package org.duetml.app.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.duetml.kernel.RandomStream;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.TableInput;
import org.duetml.tabular.TableReader;

/**
 * Rows of a table of any size in memory: all of them, or a uniform random sample (algorithm R,
 * Vitter 1985).
 *
 * @param batch the rows
 * @param read how many the table has
 */
record TableRows(TableBatch batch, long read) {

  /**
   * Reads a table once.
   *
   * @param input the table
   * @param columns which
   * @param most rows to hold
   * @param seed decides the sample
   * @return rows in the table's order as long as all are held
   * @throws IOException if it cannot be read
   */
  static TableRows read(TableInput input, List<Column> columns, int most, long seed)
      throws IOException {
    RandomStream stream = RandomStream.of(seed, "table.reservoir");
    List<Object[]> held = new ArrayList<>();
    long read = 0;
    try (TableReader reader = input.read(columns)) {
      for (TableBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.rows(); row++, read++) {
          if (held.size() < most) {
            held.add(row(batch, row));
          } else {
            long place = (long) (stream.uniform(0, read) * (read + 1));
            if (place < most) {
              held.set((int) place, row(batch, row));
            }
          }
        }
      }
    }
    return new TableRows(batch(columns, held), read);
  }

  private static Object[] row(TableBatch batch, int row) {
    Object[] values = new Object[batch.columns().size()];
    for (int c = 0; c < values.length; c++) {
      boolean number = batch.columns().get(c).kind().isNumber();
      values[c] = number ? (Object) batch.numbers(c)[row] : batch.texts(c)[row];
    }
    return values;
  }

  private static TableBatch batch(List<Column> columns, List<Object[]> rows) {
    TableBatch batch = new TableBatch(columns, rows.size());
    for (int c = 0; c < columns.size(); c++) {
      for (int row = 0; row < rows.size(); row++) {
        if (columns.get(c).kind().isNumber()) {
          batch.numbers(c)[row] = (Double) rows.get(row)[c];
        } else {
          batch.texts(c)[row] = (String) rows.get(row)[c];
        }
      }
    }
    return batch;
  }
}
