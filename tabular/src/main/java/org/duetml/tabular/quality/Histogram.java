package org.duetml.tabular.quality;

import java.util.Arrays;
import java.util.List;

/**
 * Counts of real (training and held-out) and synthetic values in the same bins of equal width. The
 * range holds the middle 99 % of the real values, so that a few far ones do not flatten the rest.
 *
 * @param low where the first bin begins
 * @param high where the last bin ends
 * @param real counts: of the values below, of those in each bin, of those above
 * @param synthetic counts in the same places
 */
public record Histogram(double low, double high, List<Integer> real, List<Integer> synthetic) {
  /** Most bins between the two ends. */
  public static final int BINS = 30;

  private static final double TAIL = 0.005;

  /** Copies the lists. */
  public Histogram {
    real = List.copyOf(real);
    synthetic = List.copyOf(synthetic);
  }

  /**
   * Counts.
   *
   * @param real finite values, in any order
   * @param synthetic finite values, in any order
   * @param whole whether values are whole numbers: bins are then as wide as some of these
   * @return without any value, one empty bin
   */
  static Histogram of(double[] real, double[] synthetic, boolean whole) {
    double[] sorted = (real.length > 0 ? real : synthetic).clone();
    if (sorted.length == 0) {
      return new Histogram(0, 1, List.of(0, 0, 0), List.of(0, 0, 0));
    }
    Arrays.sort(sorted);
    double low = sorted[(int) (TAIL * (sorted.length - 1))];
    double high = sorted[(int) Math.ceil((1 - TAIL) * (sorted.length - 1))];
    if (whole) {
      double width = Math.max(1, Math.ceil((high - low + 1) / BINS));
      int bins = (int) Math.ceil((high - low + 1) / width);
      return counted(low - 0.5, low - 0.5 + bins * width, bins, real, synthetic);
    }
    if (high == low) {
      double half = low == 0 ? 0.5 : Math.abs(low) / 2;
      return counted(low - half, low + half, 1, real, synthetic);
    }
    return counted(low, high, BINS, real, synthetic);
  }

  private static Histogram counted(
      double low, double high, int bins, double[] real, double[] synthetic) {
    return new Histogram(
        low, high, counts(low, high, bins, real), counts(low, high, bins, synthetic));
  }

  private static List<Integer> counts(double low, double high, int bins, double[] values) {
    Integer[] counts = new Integer[bins + 2];
    Arrays.fill(counts, 0);
    for (double value : values) {
      counts[place(low, high, bins, value)]++;
    }
    return List.of(counts);
  }

  private static int place(double low, double high, int bins, double value) {
    if (value < low) {
      return 0;
    }
    if (value > high) {
      return bins + 1;
    }
    return 1 + Math.min(bins - 1, (int) ((value - low) / (high - low) * bins));
  }
}
