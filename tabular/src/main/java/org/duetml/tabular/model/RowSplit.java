package org.duetml.tabular.model;

import java.util.Arrays;
import java.util.List;
import org.duetml.kernel.RandomStream;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;

/**
 * Rows to learn from, and rows that are kept aside for calibration and quality.
 *
 * @param training at least {@value #FEWEST} rows
 * @param heldOut one in {@value #ONE_IN} of all, at most {@value #MOST_HELD_OUT}
 */
public record RowSplit(TableBatch training, TableBatch heldOut) {
  private static final int FEWEST = 10;
  private static final int ONE_IN = 5;
  private static final int MOST_HELD_OUT = 10_000;

  /**
   * Splits rows at random.
   *
   * @param rows all of them
   * @param seed decides which are held out
   * @return both parts, each in random order
   * @throws IllegalArgumentException if there are too few rows
   */
  public static RowSplit of(TableBatch rows, long seed) {
    if (rows.rows() < 2 * FEWEST) {
      throw new IllegalArgumentException(
          "%d rows: expected at least %d to learn from".formatted(rows.rows(), 2 * FEWEST));
    }
    int[] order = new int[rows.rows()];
    RandomStream.of(seed, "table.split").permutation(0, order);
    int held = Math.min(rows.rows() / ONE_IN, MOST_HELD_OUT);
    return new RowSplit(
        rows.select(Arrays.copyOfRange(order, held, order.length)),
        rows.select(Arrays.copyOf(order, held)));
  }

  /**
   * Both parts with some of their columns.
   *
   * @param columns some of theirs
   * @return other batches
   */
  public RowSplit select(List<Column> columns) {
    return new RowSplit(select(training, columns), select(heldOut, columns));
  }

  private static TableBatch select(TableBatch rows, List<Column> columns) {
    TableBatch selected = new TableBatch(columns, rows.rows());
    for (int column = 0; column < columns.size(); column++) {
      int place = rows.columns().indexOf(columns.get(column));
      Object from = isNumber(rows, place) ? rows.numbers(place) : rows.texts(place);
      Object to = isNumber(rows, place) ? selected.numbers(column) : selected.texts(column);
      System.arraycopy(from, 0, to, 0, rows.rows());
    }
    return selected;
  }

  private static boolean isNumber(TableBatch rows, int column) {
    return rows.columns().get(column).kind().isNumber();
  }
}
