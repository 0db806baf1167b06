package org.duetml.app.sweep;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.duetml.app.UsageException;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.Summary;
import org.duetml.app.experiment.Table;
import org.duetml.app.file.AtomicFile;
import org.duetml.app.picture.HeatMapPicture;
import org.duetml.app.picture.HeatMaps;
import org.duetml.config.Closest;

/** What a sweep found: tables, pictures and the best combinations. */
public final class SweepOutcome {
  private final SweepPlan plan;
  private final List<Summary> summaries;
  private final List<String> notes;
  private final SweepTables tables;

  /**
   * The outcome of the cells.
   *
   * @param plan what was measured
   * @param results of {@link SweepCells#all}, in their order
   */
  public SweepOutcome(SweepPlan plan, List<CellResult> results) {
    this.plan = plan;
    this.summaries = Summary.of(results);
    this.notes = results.stream().map(SweepOutcome::note).flatMap(Optional::stream).toList();
    this.tables = new SweepTables(plan, summaries);
  }

  /** What a cell said: why it failed, or that its figures may not be what they seem. */
  private static Optional<String> note(CellResult result) {
    return result
        .failure()
        .or(() -> Optional.ofNullable((String) result.figures().get(SweepCells.MESSAGES)))
        .map(text -> "%s, seed %d: %s".formatted(result.label(), result.seed(), text));
  }

  /**
   * What cells said, for example that a game turned bad and what was kept.
   *
   * @return a line for each cell that failed or had messages
   */
  public List<String> notes() {
    return notes;
  }

  /**
   * The main figures.
   *
   * @return a row for each combination
   */
  public Table table() {
    return tables.main();
  }

  /**
   * Writes both tables, the one for people with the notes below.
   *
   * @param directory of the sweep
   * @throws IOException if they cannot be written
   */
  public void writeTables(SweepDirectory directory) throws IOException {
    StringBuilder markdown = new StringBuilder(tables.main().markdown());
    markdown.append(notes.isEmpty() ? "" : "\n");
    notes.forEach(note -> markdown.append("- ").append(note).append('\n'));
    AtomicFile.write(directory.tableCsv(), writer -> writer.write(tables.all().csv()));
    AtomicFile.write(directory.tableMarkdown(), writer -> writer.append(markdown));
  }

  /**
   * Writes the picture of a figure over the grid.
   *
   * @param directory of the sweep
   * @param figure its name
   * @return why there is none, in words; empty if it was written
   * @throws UsageException if cells have figures, but none this one
   * @throws IOException if it cannot be written
   */
  public Optional<String> writePicture(SweepDirectory directory, String figure) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    summaries.forEach(summary -> names.addAll(summary.figures().keySet()));
    if (plan.grid().isEmpty() || names.isEmpty()) {
      return Optional.of("No picture: there is nothing to compare");
    }
    if (!names.contains(figure)) {
      throw new UsageException(
          "--figure %s: no cell has it; did you mean '%s'? There are %s"
              .formatted(figure, Closest.to(figure, names), String.join(", ", names)));
    }
    HeatMaps maps = new SweepMaps(plan, summaries, MainFigure.named(figure)).maps();
    if (maps.panels().size() > HeatMapPicture.MOST_PANELS) {
      return Optional.of(
          "No picture: it would have %d maps, and %d are the most"
              .formatted(maps.panels().size(), HeatMapPicture.MOST_PANELS));
    }
    HeatMapPicture.write(directory.picture(figure), maps);
    return Optional.empty();
  }

  /**
   * The combinations that are best by a figure, of which no cell failed.
   *
   * @param figure its name
   * @return one for each data; none if the figure has no better direction
   */
  public List<Best> best(String figure) {
    MainFigure main = MainFigure.named(figure);
    return main.best(summaries).stream()
        .map(
            summary ->
                new Best(
                    summary.label(),
                    "%s %s"
                        .formatted(main.title(), summary.figures().get(figure).text(main.digits())),
                    train(summary)))
        .toList();
  }

  /**
   * A combination that is best.
   *
   * @param label of the combination
   * @param figure its value, in words
   * @param command that trains it alone, without {@code duet}
   */
  public record Best(String label, String figure, String command) {}

  private String train(Summary summary) {
    StringBuilder command = new StringBuilder("train ");
    command.append(summary.settings().get(SweepRequest.DATA));
    plan.points().getFirst().keySet().stream()
        .filter(key -> !key.equals(SweepRequest.DATA))
        .forEach(
            key ->
                command
                    .append(" --set ")
                    .append(key)
                    .append('=')
                    .append(summary.settings().get(key)));
    return command.append(" --seed ").append(plan.seeds().getFirst()).toString();
  }
}
