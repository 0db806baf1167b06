package org.duetml.tabular.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Counts of the categories of a column: the most frequent ones among real and synthetic rows, and
 * the rest as one.
 *
 * @param categories the shown ones, the most frequent in real rows first
 * @param real counts in training and held-out rows; one more than there are categories: the last is
 *     that of all others
 * @param synthetic counts in synthetic rows, in the same places
 * @param others how many categories the last count stands for
 */
public record Frequencies(
    List<String> categories, List<Integer> real, List<Integer> synthetic, int others) {
  /** Most categories that are shown. */
  public static final int SHOWN = 20;

  /** Copies the lists. */
  public Frequencies {
    categories = List.copyOf(categories);
    real = List.copyOf(real);
    synthetic = List.copyOf(synthetic);
  }

  /**
   * Counts.
   *
   * @param real values without missing ones
   * @param synthetic values without missing ones
   */
  static Frequencies of(List<String> real, List<String> synthetic) {
    Map<String, Integer> realCounts = counts(real);
    Map<String, Integer> syntheticCounts = counts(synthetic);
    List<String> all = new ArrayList<>(new TreeSet<>(realCounts.keySet()));
    syntheticCounts.keySet().stream()
        .filter(category -> !realCounts.containsKey(category))
        .sorted()
        .forEach(all::add);
    // The sort is stable: categories of equal counts stay in the order of their names.
    all.sort(
        Comparator.comparing((String c) -> realCounts.getOrDefault(c, 0))
            .thenComparing(c -> syntheticCounts.getOrDefault(c, 0))
            .reversed());
    List<String> shown = all.subList(0, Math.min(SHOWN, all.size()));
    return new Frequencies(
        shown,
        counts(shown, realCounts, real.size()),
        counts(shown, syntheticCounts, synthetic.size()),
        all.size() - shown.size());
  }

  /**
   * How often each text occurs.
   *
   * @param values without missing ones
   * @return counts by text
   */
  static Map<String, Integer> counts(List<String> values) {
    Map<String, Integer> counts = new HashMap<>();
    values.forEach(value -> counts.merge(value, 1, Integer::sum));
    return counts;
  }

  private static List<Integer> counts(List<String> shown, Map<String, Integer> counts, int all) {
    List<Integer> list = new ArrayList<>();
    int rest = all;
    for (String category : shown) {
      int count = counts.getOrDefault(category, 0);
      list.add(count);
      rest -= count;
    }
    list.add(rest);
    return list;
  }
}
