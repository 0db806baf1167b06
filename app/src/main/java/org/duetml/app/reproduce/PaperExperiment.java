package org.duetml.app.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duetml.app.experiment.Cell;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.CellStore;
import org.duetml.app.experiment.ExperimentListener;
import org.duetml.app.experiment.ExperimentRunner;
import org.duetml.data.ProjectedLaw;

/**
 * The tables of GCD and DxMI, of 8 Gaussians or of other data. Interrupted and run again with the
 * same folder, it goes on with the cells that are not done.
 *
 * @param data of the tables; the papers have 8 Gaussians
 * @param scale how much work is put in
 * @param groups what is measured
 * @param directory gets {@code cells/}, {@code pretrained/}, the tables and {@code paper.md}
 * @param workers cells at a time
 */
public record PaperExperiment(
    ProjectedLaw data, PaperScale scale, Set<PaperGroup> groups, Path directory, int workers) {
  /**
   * What came of it.
   *
   * @param text the tables, for a screen
   * @param failed how many cells failed
   */
  public record Outcome(String text, long failed) {}

  /**
   * Measures and writes.
   *
   * @param command what the user typed, for the report
   * @param listener is told how it goes
   * @return the tables
   * @throws IOException if results cannot be read or written
   */
  public Outcome run(String command, ExperimentListener listener) throws IOException {
    Files.createDirectories(directory);
    TrainedParts parts = new TrainedParts(data, scale, directory.resolve("pretrained"));
    Lab lab = new Lab(data, scale, parts);
    CellStore store = new CellStore(directory);
    Results results = results(lab, store, new ExperimentRunner(store, workers, listener));
    PaperReport report = new PaperReport(data.name(), results, scale, command);
    report.write(directory);
    long failed = results.all().stream().filter(result -> result.failure().isPresent()).count();
    return new Outcome(report.screen(), failed);
  }

  /** What this run measures, and what earlier ones have measured of the other groups. */
  private Results results(Lab lab, CellStore store, ExperimentRunner runner) throws IOException {
    PaperPlan plan = new PaperPlan(lab, groups);
    List<CellResult> all = new ArrayList<>(runner.run(plan.firstRound()));
    all.addAll(runner.run(plan.secondRound(plan.chosen(all))));
    PaperPlan rest = new PaperPlan(lab, EnumSet.complementOf(EnumSet.copyOf(groups)));
    addKnown(rest.firstRound(), store, all);
    addKnown(rest.secondRound(rest.chosen(all)), store, all);
    return new Results(all);
  }

  private static void addKnown(List<Cell> cells, CellStore store, List<CellResult> all)
      throws IOException {
    for (Cell cell : cells) {
      if (all.stream().noneMatch(result -> result.isOf(cell))) {
        store.find(cell).ifPresent(all::add);
      }
    }
  }
}
