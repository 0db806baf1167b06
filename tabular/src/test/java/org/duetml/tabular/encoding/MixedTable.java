package org.duetml.tabular.encoding;

import java.util.List;
import org.duetml.kernel.RandomStream;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;

/** A table with a column of every sort. */
public final class MixedTable {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("normal", ColumnKind.NUMERIC),
          new Column("zeros", ColumnKind.NUMERIC),
          new Column("price", ColumnKind.NUMERIC),
          new Column("mass", ColumnKind.INTEGER),
          new Column("class", ColumnKind.INTEGER),
          new Column("paid", ColumnKind.BOOLEAN),
          new Column("day", ColumnKind.DATE),
          new Column("time", ColumnKind.TIMESTAMP),
          new Column("kind", ColumnKind.CATEGORICAL),
          new Column("city", ColumnKind.CATEGORICAL),
          new Column("constant", ColumnKind.CATEGORICAL),
          new Column("nothing", ColumnKind.NUMERIC),
          new Column("id", ColumnKind.INTEGER),
          new Column("key", ColumnKind.CATEGORICAL));

  private MixedTable() {}

  /** So many rows of it, at least 60. */
  public static TableBatch of(int rows, long seed) {
    TableBatch batch = new TableBatch(COLUMNS, rows);
    RandomStream random = RandomStream.of(seed, "mixed");
    for (int row = 0; row < rows; row++) {
      double normal = random.normal(0, row);
      double uniform = random.uniform(1, row);
      batch.numbers(0)[row] = Math.rint(1000 * (normal + 3)) / 1000;
      batch.numbers(1)[row] = uniform < 0.3 ? 0 : StrictMath.exp(2 * normal);
      batch.numbers(2)[row] =
          uniform > 0.9 ? Double.NaN : Math.rint(100 * StrictMath.exp(normal)) / 100;
      batch.numbers(3)[row] = 25 * Math.rint(100 + 20 * normal);
      batch.numbers(4)[row] = 1 + random.integer(2, row, 3);
      batch.numbers(5)[row] = uniform < 0.2 ? Double.NaN : uniform < 0.5 ? 1 : 0;
      batch.numbers(6)[row] = 20_000 + Math.rint(300 * uniform);
      batch.numbers(7)[row] = 1.7e15 + 6e7 * random.integer(3, row, 100_000);
      batch.texts(8)[row] = uniform < 0.15 ? null : normal > 0 ? "up" : uniform < 0.6 ? "a,b" : "";
      batch.texts(9)[row] = "city " + random.integer(4, row, 40);
      batch.texts(10)[row] = "same";
      batch.numbers(11)[row] = Double.NaN;
      batch.numbers(12)[row] = 1000 + row;
      batch.texts(13)[row] = "key " + row;
    }
    return batch;
  }
}
