package org.duetml.tabular.quality;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Distances between two samples of one column. */
final class Distances {
  private Distances() {}

  /**
   * The two-sample statistic of Kolmogorov and Smirnov (Smirnov 1939): the largest difference
   * between the empirical distribution functions.
   *
   * @param a sorted values
   * @param b sorted values
   * @return in [0, 1]; NaN if both are empty, 1 if one is
   */
  static double kolmogorovSmirnov(double[] a, double[] b) {
    if (a.length == 0 || b.length == 0) {
      return a.length == b.length ? Double.NaN : 1;
    }
    double largest = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      double value = Math.min(a[i], b[j]);
      while (i < a.length && a[i] <= value) {
        i++;
      }
      while (j < b.length && b[j] <= value) {
        j++;
      }
      largest = Math.max(largest, Math.abs((double) i / a.length - (double) j / b.length));
    }
    return largest;
  }

  /**
   * Total variation: half the sum of the absolute differences between the shares of all categories.
   *
   * @param a categories without missing ones
   * @param b categories without missing ones
   * @return in [0, 1]; NaN if both are empty, 1 if one is
   */
  static double totalVariation(List<String> a, List<String> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.size() == b.size() ? Double.NaN : 1;
    }
    Map<String, Integer> countsOfA = Frequencies.counts(a);
    Map<String, Integer> countsOfB = Frequencies.counts(b);
    // In the order of the names, so that the sum has the same bits every time.
    TreeSet<String> categories = new TreeSet<>(countsOfA.keySet());
    categories.addAll(countsOfB.keySet());
    double sum = 0;
    for (String category : categories) {
      sum +=
          Math.abs(
              (double) countsOfA.getOrDefault(category, 0) / a.size()
                  - (double) countsOfB.getOrDefault(category, 0) / b.size());
    }
    return sum / 2;
  }
}
