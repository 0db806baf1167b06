package org.duetml.tabular;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.duetml.kernel.RandomStream;

/**
 * A uniform sample without replacement of a table of any length, in one pass and with memory for
 * the sample alone: algorithm R of Waterman (Knuth, The Art of Computer Programming, volume 2,
 * section 3.4.2). Row i, counted from 0, takes a place below {@code i + 1} drawn uniformly, if it
 * is one of the sample's. Which rows are drawn is a function of the seed, the size and the number
 * of rows.
 */
public final class Reservoir {
  private final RandomStream randomness;
  private final long[] rowOf;
  private final TableBatch rows;
  private long seen;

  private Reservoir(List<Column> columns, int size, long seed) {
    randomness = RandomStream.of(seed, "table.reservoir");
    rowOf = new long[size];
    rows = new TableBatch(columns, size);
  }

  /**
   * Samples all rows that a reader has left.
   *
   * @param reader read to its end
   * @param columns those of the reader
   * @param size the most rows to keep, at least 1
   * @param seed which sample
   * @return min(size, rows of the table) rows in the table's order
   * @throws TableException if the table cannot be read
   */
  public static Sample sample(TableReader reader, List<Column> columns, int size, long seed)
      throws IOException {
    if (size < 1) {
      throw new IllegalArgumentException(
          "a sample of %d rows: expected at least 1".formatted(size));
    }
    Reservoir reservoir = new Reservoir(columns, size, seed);
    for (TableBatch batch = reader.next(); batch != null; batch = reader.next()) {
      reservoir.offer(batch);
    }
    return reservoir.result();
  }

  /**
   * Some rows of a table.
   *
   * @param rows in the table's order
   * @param tableRows how many the table has
   */
  public record Sample(TableBatch rows, long tableRows) {}

  private void offer(TableBatch batch) {
    int[] places = new int[batch.rows()];
    for (int row = 0; row < places.length; row++) {
      long place = seen < rowOf.length ? seen : (long) (randomness.uniform(0, seen) * (seen + 1));
      places[row] = place < rowOf.length ? (int) place : -1;
      if (places[row] >= 0) {
        rowOf[places[row]] = seen;
      }
      seen++;
    }
    for (int row = 0; row < places.length; row++) {
      if (places[row] >= 0) {
        rows.set(places[row], batch, row);
      }
    }
  }

  private Sample result() {
    int count = (int) Math.min(seen, rowOf.length);
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingLong(place -> rowOf[place]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new Sample(rows.select(order), seen);
  }

  /**
   * Sets rows aside, for a check on rows that were not trained on.
   *
   * @param rows all of them
   * @param heldOut the share to set aside, in [0, 1]; rounded to whole rows
   * @param seed which rows
   * @return the two parts, each in the order of {@code rows}
   */
  public static Split split(TableBatch rows, double heldOut, long seed) {
    if (!(heldOut >= 0 && heldOut <= 1)) {
      throw new IllegalArgumentException("held-out share %s: expected 0 to 1".formatted(heldOut));
    }
    int[] order = new int[rows.rows()];
    RandomStream.of(seed, "table.split").permutation(0, order);
    int aside = (int) Math.round(heldOut * order.length);
    int[] held = Arrays.copyOfRange(order, 0, aside);
    int[] kept = Arrays.copyOfRange(order, aside, order.length);
    Arrays.sort(held);
    Arrays.sort(kept);
    return new Split(rows.select(kept), rows.select(held));
  }

  /**
   * Two parts of a table.
   *
   * @param training what is left
   * @param heldOut what is set aside
   */
  public record Split(TableBatch training, TableBatch heldOut) {}
}
