package org.duetml.anomaly;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.duetml.kernel.Matrix;

/**
 * The distinct rows of a matrix in lexicographic order. Equal rows are one kernel with their number
 * as its weight: otherwise each would be its twin's nearest neighbour, and the likelihood of a row
 * left out would grow without bound as the bandwidth shrinks.
 *
 * @param rows each row once
 * @param counts how often each occurs
 * @param places for each row of the source, which of {@code rows} it is
 */
record DistinctRows(Matrix rows, float[] counts, int[] places) {

  static DistinctRows of(Matrix source) {
    int[] order = order(source);
    int[] places = new int[source.rows()];
    int distinct = 0;
    for (int i = 0; i < order.length; i++) {
      if (i > 0 && compare(source, order[i - 1], order[i]) != 0) {
        distinct++;
      }
      places[order[i]] = distinct;
    }
    Matrix rows = new Matrix(distinct + 1, source.columns());
    float[] counts = new float[distinct + 1];
    for (int i : order) {
      rows.copyRows(source, i, places[i], 1);
      counts[places[i]]++;
    }
    return new DistinctRows(rows, counts, places);
  }

  /** The numbers of the rows in lexicographic order of their values. */
  static int[] order(Matrix rows) {
    Comparator<Integer> byValues = (a, b) -> compare(rows, a, b);
    return IntStream.range(0, rows.rows())
        .boxed()
        .sorted(byValues)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int compare(Matrix rows, int a, int b) {
    int width = rows.columns();
    int startOfA = a * rows.stride();
    int startOfB = b * rows.stride();
    return Arrays.compare(
        rows.values(), startOfA, startOfA + width, rows.values(), startOfB, startOfB + width);
  }
}
