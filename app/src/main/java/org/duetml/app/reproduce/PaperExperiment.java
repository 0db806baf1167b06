package org.duetml.app.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.CellStore;
import org.duetml.app.experiment.ExperimentListener;
import org.duetml.app.experiment.ExperimentRunner;
import org.duetml.data.Distributions;
import org.duetml.data.GaussianMixture;

/**
 * The 8-Gaussians tables of GCD and DxMI. Interrupted and run again with the same folder, it goes
 * on with the cells that are not done.
 *
 * @param scale how much work is put in
 * @param groups what is measured
 * @param directory gets {@code cells/}, {@code pretrained/}, the tables and {@code paper.md}
 * @param workers cells at a time
 */
public record PaperExperiment(
    PaperScale scale, Set<PaperGroup> groups, Path directory, int workers) {
  private static final String DATA = "8gaussians";

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
    GaussianMixture mixture = (GaussianMixture) Distributions.named(DATA);
    TrainedParts parts = new TrainedParts(mixture, scale, directory.resolve("pretrained"));
    PaperPlan plan = new PaperPlan(new Lab(mixture, scale, parts), groups);
    ExperimentRunner runner = new ExperimentRunner(new CellStore(directory), workers, listener);
    List<CellResult> all = new ArrayList<>(runner.run(plan.firstRound()));
    Map<ScheduleSearch, BaselineSampler> chosen = plan.chosen(all);
    all.addAll(runner.run(plan.secondRound(chosen)));
    PaperReport report = new PaperReport(new Results(all), scale, groups, command);
    report.write(directory);
    long failed = all.stream().filter(result -> result.failure().isPresent()).count();
    return new Outcome(report.screen(), failed);
  }
}
