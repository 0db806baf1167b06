package org.duetml.tabular.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;

/** Makes batches from the rows of others. */
final class Batches {
  private Batches() {}

  /**
   * Chosen rows.
   *
   * @param rows places in the batch, in the order wanted
   * @return a copy
   */
  static TableBatch chosen(TableBatch batch, int[] rows) {
    return joined(batch, rows, batch, new int[0]);
  }

  /**
   * Chosen rows of two batches of the same columns, those of the first before those of the second.
   */
  static TableBatch joined(TableBatch a, int[] rowsOfA, TableBatch b, int[] rowsOfB) {
    TableBatch result = new TableBatch(a.columns(), rowsOfA.length + rowsOfB.length);
    for (int column = 0; column < a.columns().size(); column++) {
      copy(a, column, rowsOfA, result, column, 0);
      copy(b, column, rowsOfB, result, column, rowsOfA.length);
    }
    return result;
  }

  /** A copy of all rows that lacks a column. */
  static TableBatch without(TableBatch batch, int column) {
    List<Column> columns = new ArrayList<>(batch.columns());
    columns.remove(column);
    int[] rows = IntStream.range(0, batch.rows()).toArray();
    TableBatch result = new TableBatch(columns, batch.rows());
    for (int to = 0; to < columns.size(); to++) {
      copy(batch, to < column ? to : to + 1, rows, result, to, 0);
    }
    return result;
  }

  private static void copy(
      TableBatch from, int column, int[] rows, TableBatch to, int columnTo, int first) {
    boolean number = from.columns().get(column).kind().isNumber();
    for (int i = 0; i < rows.length; i++) {
      if (number) {
        to.numbers(columnTo)[first + i] = from.numbers(column)[rows[i]];
      } else {
        to.texts(columnTo)[first + i] = from.texts(column)[rows[i]];
      }
    }
  }
}
