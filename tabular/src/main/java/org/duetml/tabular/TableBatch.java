package org.duetml.tabular;

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
}
