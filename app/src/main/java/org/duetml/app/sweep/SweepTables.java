package org.duetml.app.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.duetml.app.experiment.Statistic;
import org.duetml.app.experiment.Summary;
import org.duetml.app.experiment.Table;

/** What a sweep found, as tables with a row for each combination. */
public final class SweepTables {
  private static final String NONE = "-";

  private final SweepPlan plan;
  private final List<Summary> summaries;

  /**
   * Tables of one sweep.
   *
   * @param plan what was measured
   * @param summaries one for each combination
   */
  public SweepTables(SweepPlan plan, List<Summary> summaries) {
    this.plan = plan;
    this.summaries = List.copyOf(summaries);
  }

  /**
   * Everything, for programs: the values of {@code set} and {@code grid} by key, {@code seeds} and
   * {@code failed} as numbers of cells, then for every figure X its mean {@code X} and its sample
   * standard deviation {@code X_sd}. Empty where there is nothing.
   *
   * @return the table of {@code table.csv}
   */
  public Table all() {
    List<String> keys =
        Stream.concat(plan.set().keySet().stream(), plan.grid().keySet().stream()).toList();
    Set<String> figures = new LinkedHashSet<>();
    summaries.forEach(summary -> figures.addAll(summary.figures().keySet()));
    List<String> header = new ArrayList<>(keys);
    header.addAll(List.of("seeds", "failed"));
    figures.forEach(name -> header.addAll(List.of(name, name + "_sd")));
    return new Table(
        header, summaries.stream().map(summary -> everything(summary, keys, figures)).toList());
  }

  private List<String> everything(
      Summary summary, Collection<String> keys, Collection<String> figures) {
    List<String> row = values(summary, keys);
    row.add(String.valueOf(plan.seeds().size()));
    row.add(String.valueOf(summary.failures().size()));
    for (String name : figures) {
      Statistic statistic = summary.figures().get(name);
      row.add(statistic == null ? "" : String.valueOf(statistic.mean()));
      row.add(statistic == null || statistic.count() == 1 ? "" : String.valueOf(statistic.sd()));
    }
    return row;
  }

  /**
   * The main figures, for people.
   *
   * @return the table of {@code table.md} and of the screen
   */
  public Table main() {
    Collection<String> keys =
        plan.grid().isEmpty() ? List.of(SweepRequest.DATA) : plan.grid().keySet();
    List<MainFigure> figures =
        MainFigure.ALL.stream()
            .filter(f -> summaries.stream().anyMatch(s -> s.figures().containsKey(f.name())))
            .toList();
    boolean failed = summaries.stream().anyMatch(summary -> !summary.failures().isEmpty());
    List<String> header = new ArrayList<>(keys);
    figures.forEach(figure -> header.add(figure.title()));
    if (failed) {
      header.add("failed");
    }
    List<List<String>> rows = new ArrayList<>();
    for (Summary summary : summaries) {
      List<String> row = values(summary, keys);
      figures.forEach(figure -> row.add(text(summary, figure)));
      if (failed) {
        row.add("%d of %d".formatted(summary.failures().size(), plan.seeds().size()));
      }
      rows.add(row);
    }
    return new Table(header, rows);
  }

  private static List<String> values(Summary summary, Collection<String> keys) {
    Map<String, String> settings = summary.settings();
    return new ArrayList<>(keys.stream().map(settings::get).toList());
  }

  /** A floor is the same for all but for chance: its spread would only widen the table. */
  private static String text(Summary summary, MainFigure figure) {
    Statistic statistic = summary.figures().get(figure.name());
    if (statistic == null) {
      return NONE;
    }
    return figure.name().endsWith("_floor")
        ? Statistic.of(List.of(statistic.mean())).text(figure.digits())
        : statistic.text(figure.digits());
  }
}
