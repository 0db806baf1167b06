package org.duetml.proof;

import java.util.List;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Checkpoints;
import org.duetml.gcd.TrainingListener;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnChoice;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.encoding.EncodingRules;
import org.duetml.tabular.encoding.FittedEncoding;
import org.duetml.tabular.model.RowSplit;
import org.duetml.tabular.model.TableModel;
import org.duetml.tabular.model.TableTraining;

/** A table with a column of every encoding, and its whole model, trained in no time. */
public final class TinyTable {
  private static final int ROWS = 80;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("amount", ColumnKind.NUMERIC),
          new Column("age", ColumnKind.INTEGER),
          new Column("day", ColumnKind.DATE),
          new Column("code", ColumnKind.INTEGER),
          new Column("city", ColumnKind.CATEGORICAL),
          new Column("country", ColumnKind.CATEGORICAL),
          new Column("member", ColumnKind.BOOLEAN),
          new Column("unit", ColumnKind.CATEGORICAL));

  private TinyTable() {}

  /**
   * The table.
   *
   * @return rows with missing values
   */
  public static TableBatch rows() {
    TableBatch rows = new TableBatch(COLUMNS, ROWS);
    for (int row = 0; row < ROWS; row++) {
      rows.numbers(0)[row] = row % 7 == 3 ? Double.NaN : Math.floorMod(row * row, 23) / 3.0;
      rows.numbers(1)[row] = Math.floorMod(17L * row, 45) + 20;
      rows.numbers(2)[row] = 20_000 + 3.0 * row;
      rows.numbers(3)[row] = 10 * (row % 3);
      int city = Math.floorMod(row * row + row, 5) % 3;
      rows.texts(4)[row] = List.of("Rome", "Milan", "Lyon").get(city);
      rows.texts(5)[row] = city < 2 ? "Italy" : "France";
      rows.numbers(6)[row] = Math.floorMod(row * row * row, 11) % 2;
      rows.texts(7)[row] = "euro";
    }
    return rows;
  }

  /**
   * Trains its model.
   *
   * @return with every encoding
   */
  public static TableModel train() {
    RowSplit split = RowSplit.of(rows(), 0);
    FittedEncoding fitted = EncodingRules.fit(split.training(), ColumnChoice.AS_DETECTED);
    return TableTraining.train(
        "tiny",
        "tiny.csv",
        ROWS,
        split.select(fitted.encoding().schema()),
        fitted,
        DuetConfig.of(TinyModel.settings()),
        TrainingListener.NONE,
        Checkpoints.NONE);
  }
}
