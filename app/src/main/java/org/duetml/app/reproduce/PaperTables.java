package org.duetml.app.reproduce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.Statistic;
import org.duetml.app.experiment.Summary;
import org.duetml.app.experiment.Table;

/** The tables of the reproduction: figures over the seeds, published ones beside them. */
final class PaperTables {
  private static final String NONE = "-";

  private final Results results;
  private final List<Column> columns;

  PaperTables(Results results, Published published) {
    this.results = results;
    columns = columns(published);
  }

  /** A column: its title and what it shows of a row. */
  private record Column(String title, Function<Summary, String> cell) {}

  private static Column figure(String title, String figure, int digits) {
    return new Column(
        title,
        summary ->
            Optional.ofNullable(summary.figures().get(figure))
                .map(value -> value.text(digits))
                .orElse(NONE));
  }

  private static List<Column> columns(Published published) {
    return List.of(
        new Column("", Summary::label),
        figure("sliced W2", SampleFigures.DISTANCE, 4),
        figure("exact sliced W2", SampleFigures.EXACT_DISTANCE, 4),
        figure("n = 10,000", SampleFigures.SMALL_DISTANCE, 3),
        new Column("published W2", summary -> published.distance(summary.label())),
        new Column("mode weights", PaperTables::modeWeights),
        figure("within 3 sd", SampleFigures.WITHIN_3SD, 3),
        figure("draw, s", SampleFigures.DRAWING_SECONDS, 2),
        figure("AUROC", GameCase.AUROC, 4),
        new Column("published AUROC", summary -> published.auroc(summary.label())),
        figure("KL", GameCase.DIVERGENCE, 4),
        figure("game ended at", GameLog.END_DISTANCE, 3),
        figure("train, s", GameCase.TRAINING_SECONDS, 1),
        new Column("schedule", summary -> summary.settings().getOrDefault("schedule", NONE)),
        new Column("seeds", PaperTables::seeds));
  }

  private static String modeWeights(Summary summary) {
    Statistic least = summary.figures().get(SampleFigures.MODE_WEIGHT_MIN);
    Statistic most = summary.figures().get(SampleFigures.MODE_WEIGHT_MAX);
    return least == null
        ? NONE
        : String.format(Locale.ROOT, "%.3f-%.3f", least.mean(), most.mean());
  }

  private static String seeds(Summary summary) {
    int measured =
        Optional.ofNullable(summary.figures().get(SampleFigures.DISTANCE))
            .map(Statistic::count)
            .orElse(0);
    int failed = summary.failures().size();
    return failed == 0 ? "" + measured : "%d, %d failed".formatted(measured, failed);
  }

  /** The table of a group: its own cells below floor and ideal, and what games start from. */
  Table of(PaperGroup group) {
    List<String> own = new ArrayList<>();
    group.diffusions().forEach(diffusion -> own.add(diffusion.label()));
    group.games().forEach(game -> own.add(game.label()));
    if (own.stream().noneMatch(label -> results.summary(label).isPresent())) {
      return new Table(List.of(), List.of());
    }
    List<String> labels = new ArrayList<>(List.of(ReferenceCells.FLOOR_LABEL));
    group.pretrainedSteps().forEach(steps -> labels.add(ReferenceCells.pretrainedLabel(steps)));
    labels.addAll(own);
    List<Summary> rows = labels.stream().flatMap(label -> results.summary(label).stream()).toList();
    return table(rows);
  }

  /** With the columns that hold something, the floor left aside. */
  private Table table(List<Summary> rows) {
    List<Summary> models =
        rows.stream().filter(row -> !row.label().equals(ReferenceCells.FLOOR_LABEL)).toList();
    List<Column> shown =
        columns.stream()
            .filter(
                column -> models.stream().anyMatch(row -> !column.cell().apply(row).equals(NONE)))
            .toList();
    return new Table(
        shown.stream().map(Column::title).toList(),
        rows.stream()
            .map(row -> shown.stream().map(column -> column.cell().apply(row)).toList())
            .toList());
  }

  /** The best three candidates of every search. */
  Table search() {
    List<List<String>> rows = new ArrayList<>();
    for (CellResult result : results.all()) {
      if (result.experiment().equals(PaperPlan.SEARCH) && result.failure().isEmpty()) {
        List<String> row = new ArrayList<>(List.of(result.label()));
        result.figures().entrySet().stream()
            .sorted(Comparator.comparingDouble(candidate -> (double) candidate.getValue()))
            .limit(3)
            .map(best -> String.format(Locale.ROOT, "%s: %.4f", best.getKey(), best.getValue()))
            .forEach(row::add);
        row.add(Integer.toString(result.figures().size()));
        rows.add(row);
      }
    }
    return new Table(List.of("", "best schedule", "second", "third", "candidates"), rows);
  }
}
