package org.duetml.app.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.Statistic;
import org.duetml.app.experiment.Summary;

/** What was measured, by label. */
final class Results {
  private final List<CellResult> all;
  private final Map<String, Summary> summaries = new LinkedHashMap<>();

  Results(List<CellResult> all) {
    this.all = List.copyOf(all);
    Summary.of(all).forEach(summary -> summaries.put(summary.label(), summary));
  }

  List<CellResult> all() {
    return all;
  }

  /** The cells of a label, if there are any. */
  Optional<Summary> summary(String label) {
    return Optional.ofNullable(summaries.get(label));
  }

  /** A figure over the seeds, if any has it. */
  Optional<Statistic> statistic(String label, String figure) {
    return summary(label).map(summary -> summary.figures().get(figure));
  }

  /** A figure by seed; without those that failed. */
  Map<Long, Double> bySeed(String label, String figure) {
    Map<Long, Double> values = new TreeMap<>();
    for (CellResult result : all) {
      if (result.label().equals(label) && result.figures().get(figure) instanceof Double value) {
        values.put(result.seed(), value);
      }
    }
    return values;
  }

  /** What every cell of a label was told or failed by, one line each. */
  List<String> remarks(String label) {
    return all.stream()
        .filter(result -> result.label().equals(label))
        .flatMap(result -> remark(result).stream())
        .toList();
  }

  private static Optional<String> remark(CellResult result) {
    Object told = result.figures().get(GameLog.MESSAGES);
    Optional<String> text = result.failure().map(failure -> "failed: " + failure);
    return text.or(() -> Optional.ofNullable(told).map(Object::toString))
        .map(line -> "%s, seed %d: %s".formatted(result.label(), result.seed(), line));
  }
}
