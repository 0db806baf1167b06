package org.duetml.app.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells of one label over their seeds.
 *
 * @param experiment of the cells
 * @param label of the cells
 * @param settings of the cells
 * @param figures every figure that is a number, by name; over the seeds that have it
 * @param failures one line, {@code seed 3: ...}, for every cell that failed
 */
public record Summary(
    String experiment,
    String label,
    Map<String, String> settings,
    Map<String, Statistic> figures,
    List<String> failures) {
  /** Copies maps and list. */
  public Summary {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    failures = List.copyOf(failures);
  }

  private record Key(String experiment, String label) {}

  /**
   * Summarises results.
   *
   * @param results in any order
   * @return one summary for each experiment and label, in the order in which they first appear
   */
  public static List<Summary> of(List<CellResult> results) {
    Map<Key, List<CellResult>> groups = new LinkedHashMap<>();
    for (CellResult result : results) {
      Key key = new Key(result.experiment(), result.label());
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(result);
    }
    return groups.values().stream().map(Summary::ofGroup).toList();
  }

  private static Summary ofGroup(List<CellResult> group) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    List<String> failures = new ArrayList<>();
    for (CellResult result : group) {
      result
          .failure()
          .ifPresent(failure -> failures.add("seed %d: %s".formatted(result.seed(), failure)));
      result
          .figures()
          .forEach(
              (name, value) -> {
                if (value instanceof Number number) {
                  values.computeIfAbsent(name, _ -> new ArrayList<>()).add(number.doubleValue());
                }
              });
    }
    Map<String, Statistic> figures = new LinkedHashMap<>();
    values.forEach((name, all) -> figures.put(name, Statistic.of(all)));
    CellResult first = group.getFirst();
    return new Summary(first.experiment(), first.label(), first.settings(), figures, failures);
  }
}
