package org.duetml.tabular.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duetml.tabular.TableBatch;

/**
 * Cuts the values of every column into at most 256 bins, which is all that {@link BoostedTrees}
 * look at. Bin 0 holds missing values. A number has a bin of its own if it is frequent enough:
 * limits lie between distinct values, at about the quantiles. Categories have bins by their
 * frequency; those beyond the bins, and unknown ones, share the last.
 *
 * <p>Immutable and safe for concurrent use.
 */
final class Binning {
  /** Most bins of a column. */
  static final int BINS = 256;

  private final double[][] limits;
  private final List<Map<String, Integer>> codes = new ArrayList<>();

  /**
   * Learns the bins.
   *
   * @param batch its values alone; what is to be predicted has no influence
   */
  Binning(TableBatch batch) {
    limits = new double[batch.columns().size()][];
    for (int column = 0; column < limits.length; column++) {
      boolean number = batch.columns().get(column).kind().isNumber();
      limits[column] = number ? limits(batch.numbers(column)) : null;
      codes.add(number ? Map.of() : codes(Categories.present(batch, column)));
    }
  }

  /** Upper limits, the last bin having none. */
  private static double[] limits(double[] numbers) {
    double[] sorted = Arrays.stream(numbers).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] found = new double[BINS];
    int count = 0;
    double share = (double) sorted.length / (BINS - 2);
    int begin = 0;
    for (int i = 1; i < sorted.length && count < BINS - 2; i++) {
      if (sorted[i] > sorted[i - 1] && (i - begin >= share || isHeavy(sorted, i, share))) {
        found[count++] = sorted[i - 1] + (sorted[i] - sorted[i - 1]) / 2;
        begin = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Whether the value that begins here is frequent enough for a bin of its own. */
  private static boolean isHeavy(double[] sorted, int place, double share) {
    int end = place + (int) Math.ceil(share) - 1;
    return end < sorted.length && sorted[end] == sorted[place];
  }

  private static Map<String, Integer> codes(List<String> values) {
    Map<String, Integer> counts = Frequencies.counts(values);
    List<String> names = new ArrayList<>(counts.keySet());
    names.sort(Comparator.comparing((String n) -> -counts.get(n)).thenComparing(n -> n));
    Map<String, Integer> codes = new HashMap<>();
    for (int i = 0; i < Math.min(names.size(), BINS - 2); i++) {
      codes.put(names.get(i), i + 1);
    }
    return codes;
  }

  /**
   * The bins of some rows.
   *
   * @param batch of the columns that were learned
   */
  BinnedRows of(TableBatch batch) {
    byte[][] bins = new byte[limits.length][batch.rows()];
    boolean[] ordered = new boolean[limits.length];
    for (int column = 0; column < limits.length; column++) {
      ordered[column] = limits[column] != null;
      for (int row = 0; row < batch.rows(); row++) {
        int bin = ordered[column] ? number(batch, column, row) : category(batch, column, row);
        bins[column][row] = (byte) bin;
      }
    }
    return new BinnedRows(bins, ordered, batch.rows());
  }

  private int number(TableBatch batch, int column, int row) {
    double value = batch.numbers(column)[row];
    if (Double.isNaN(value)) {
      return 0;
    }
    int place = Arrays.binarySearch(limits[column], value);
    return 1 + (place < 0 ? -place - 1 : place);
  }

  private int category(TableBatch batch, int column, int row) {
    String text = batch.texts(column)[row];
    return text == null ? 0 : codes.get(column).getOrDefault(text, BINS - 1);
  }
}
