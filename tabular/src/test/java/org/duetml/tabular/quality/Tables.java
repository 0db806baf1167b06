package org.duetml.tabular.quality;

import java.util.List;
import org.duetml.kernel.RandomStream;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;

/** Tables of a known law. */
final class Tables {
  static final List<Column> COLUMNS =
      List.of(
          new Column("height", ColumnKind.NUMERIC),
          new Column("weight", ColumnKind.NUMERIC),
          new Column("count", ColumnKind.INTEGER),
          new Column("colour", ColumnKind.CATEGORICAL),
          new Column("tall", ColumnKind.BOOLEAN));

  private Tables() {}

  /**
   * Rows of one law: weight follows height, the colour is red where both are high, a tenth of the
   * weights is missing.
   *
   * @param shift added to every height
   */
  static TableBatch people(int rows, long seed, double shift) {
    TableBatch batch = new TableBatch(COLUMNS, rows);
    RandomStream stream = RandomStream.of(seed, "people");
    for (int row = 0; row < rows; row++) {
      double height = stream.normal(0, row);
      double weight = height + 0.5 * stream.normal(1, row);
      batch.numbers(0)[row] = height + shift;
      batch.numbers(1)[row] = stream.uniform(2, row) < 0.1 ? Double.NaN : weight;
      batch.numbers(2)[row] = stream.integer(3, row, 6);
      batch.texts(3)[row] =
          height + weight > 1 ? "red" : stream.integer(4, row, 2) == 0 ? "blue" : "green";
      batch.numbers(4)[row] = height > 0 ? 1 : 0;
    }
    return batch;
  }

  /** One column of numbers. */
  static TableBatch numbers(ColumnKind kind, double... values) {
    TableBatch batch = new TableBatch(List.of(new Column("x", kind)), values.length);
    System.arraycopy(values, 0, batch.numbers(0), 0, values.length);
    return batch;
  }

  /** One column of categories. */
  static TableBatch texts(String... values) {
    TableBatch batch =
        new TableBatch(List.of(new Column("x", ColumnKind.CATEGORICAL)), values.length);
    System.arraycopy(values, 0, batch.texts(0), 0, values.length);
    return batch;
  }
}
