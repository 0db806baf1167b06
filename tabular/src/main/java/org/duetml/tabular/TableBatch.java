package org.duetml.tabular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some rows of a table, column by column: numbers with NaN where a value is missing, texts with
 * null. Not safe for concurrent use while it is filled.
 */
public final class TableBatch {
  private final List<Column> columns;
  private final int rows;
  private final Object[] values;

  /**
   * A batch whose numbers are 0 and whose texts are missing.
   *
   * @param columns in the table's order
   * @param rows how many, at least 0
   */
  public TableBatch(List<Column> columns, int rows) {
    this.columns = List.copyOf(columns);
    this.rows = rows;
    values = new Object[columns.size()];
    for (int c = 0; c < values.length; c++) {
      values[c] = columns.get(c).kind().isNumber() ? new double[rows] : new String[rows];
    }
  }

  private TableBatch(List<Column> columns, int rows, Object[] values) {
    this.columns = List.copyOf(columns);
    this.rows = rows;
    this.values = values;
  }

  public List<Column> columns() {
    return columns;
  }

  public int rows() {
    return rows;
  }

  /**
   * The values of a column of numbers.
   *
   * @param column its place, from 0
   * @return one for each row, NaN where missing; not a copy
   * @throws IllegalArgumentException if the column holds texts
   */
  public double[] numbers(int column) {
    if (values[column] instanceof double[] numbers) {
      return numbers;
    }
    throw new IllegalArgumentException(columns.get(column) + " holds texts: expected numbers");
  }

  /**
   * The values of a column of texts.
   *
   * @param column its place, from 0
   * @return one for each row, null where missing; not a copy
   * @throws IllegalArgumentException if the column holds numbers
   */
  public String[] texts(int column) {
    if (values[column] instanceof String[] texts) {
      return texts;
    }
    throw new IllegalArgumentException(columns.get(column) + " holds numbers: expected texts");
  }

  /**
   * Whether a value is missing.
   *
   * @param column its place, from 0
   * @param row its place, from 0
   * @return true for NaN and null
   */
  public boolean isMissing(int column, int row) {
    return columns.get(column).kind().isNumber()
        ? Double.isNaN(numbers(column)[row])
        : texts(column)[row] == null;
  }

  /**
   * Some of the rows.
   *
   * @param order places of rows, from 0, in any order
   * @return a copy
   */
  public TableBatch select(int[] order) {
    TableBatch selected = new TableBatch(columns, order.length);
    for (int row = 0; row < order.length; row++) {
      selected.set(row, this, order[row]);
    }
    return selected;
  }

  /** Overwrites a row with that of a batch of the same columns. */
  void set(int row, TableBatch other, int otherRow) {
    for (int c = 0; c < values.length; c++) {
      if (values[c] instanceof double[] numbers) {
        numbers[row] = other.numbers(c)[otherRow];
      } else {
        texts(c)[row] = other.texts(c)[otherRow];
      }
    }
  }

  /**
   * The same rows with more columns.
   *
   * @param other as many rows
   * @return these columns, then the other's; the values are shared, not copied
   * @throws IllegalArgumentException if the numbers of rows differ
   */
  public TableBatch beside(TableBatch other) {
    if (other.rows != rows) {
      throw new IllegalArgumentException(
          "%d rows beside %d rows: expected as many".formatted(other.rows, rows));
    }
    List<Column> all = new ArrayList<>(columns);
    all.addAll(other.columns);
    Object[] joined = Arrays.copyOf(values, all.size());
    System.arraycopy(other.values, 0, joined, values.length, other.values.length);
    return new TableBatch(all, rows, joined);
  }
}
