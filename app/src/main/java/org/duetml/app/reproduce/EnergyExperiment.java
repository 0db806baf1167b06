package org.duetml.app.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duetml.app.experiment.Cell;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.CellStore;
import org.duetml.app.experiment.ExperimentListener;
import org.duetml.app.experiment.ExperimentRunner;

/**
 * Energies alone: GCD beside contrastive divergence with Langevin dynamics, which gets the
 * processor time that GCD took for the same data and seed. Interrupted and run again with the same
 * folder, it goes on with the cells that are not done.
 *
 * @param scale how much work is put in
 * @param directory gets {@code cells/}, {@code table.md} and {@code table.csv}
 * @param workers cells at a time
 */
public record EnergyExperiment(EnergyScale scale, Path directory, int workers) {
  /**
   * What came of it.
   *
   * @param text the table, for a screen
   * @param failed how many cells failed, candidates of the search not counted
   */
  public record Outcome(String text, long failed) {}

  /**
   * Measures and writes.
   *
   * @param command what the user typed, for the report
   * @param listener is told how it goes
   * @return the table
   * @throws IOException if results cannot be read or written
   */
  public Outcome run(String command, ExperimentListener listener) throws IOException {
    Files.createDirectories(directory);
    ExperimentRunner runner = new ExperimentRunner(new CellStore(directory), workers, listener);
    WarmUp warmUp = new WarmUp();
    List<EnergyTask> tasks =
        scale.data().stream().map(name -> EnergyTask.named(name, scale, warmUp)).toList();
    List<CellResult> results = new ArrayList<>(runner.run(gcdCells(tasks)));
    List<ContrastiveEnergy> candidates = candidates(tasks, results);
    List<CellResult> searched =
        runner.run(candidates.stream().map(c -> c.searchCell(searchSeed())).toList());
    results.addAll(runner.run(finalCells(best(candidates, searched), results)));
    EnergyReport report = new EnergyReport(scale, results, searched, command);
    report.write(directory);
    long failed = results.stream().filter(result -> result.failure().isPresent()).count();
    return new Outcome(report.screen(), failed);
  }

  private List<Cell> gcdCells(List<EnergyTask> tasks) {
    List<Cell> cells = new ArrayList<>();
    for (EnergyTask task : tasks) {
      scale.seeds().forEach(seed -> cells.add(new GcdEnergy(task).cell(seed)));
    }
    return cells;
  }

  /** Settings are chosen on the first seed alone. */
  private long searchSeed() {
    return scale.seeds().getFirst();
  }

  private List<ContrastiveEnergy> candidates(List<EnergyTask> tasks, List<CellResult> gcd) {
    List<ContrastiveEnergy> candidates = new ArrayList<>();
    for (EnergyTask task : tasks) {
      Optional<Double> budget = budget(task, searchSeed(), gcd);
      for (ChainKind kind : ChainKind.all()) {
        budget.ifPresent(
            seconds ->
                candidates.addAll(
                    ContrastiveEnergy.candidates(task, kind, scale.searchShare() * seconds)));
      }
    }
    return candidates;
  }

  /** The time that GCD took for the same data and seed; none if it failed. */
  private static Optional<Double> budget(EnergyTask task, long seed, List<CellResult> gcd) {
    return gcd.stream()
        .filter(result -> result.experiment().equals(task.mixture().name()))
        .filter(result -> result.seed() == seed && result.failure().isEmpty())
        .map(result -> (Double) result.figures().get(EnergyFigures.SECONDS))
        .findFirst();
  }

  private record Trial(ContrastiveEnergy candidate, CellResult result) {
    /** A candidate that failed is the worst. */
    double divergence() {
      Object figure = result.figures().get(EnergyFigures.DIVERGENCE);
      return figure instanceof Double value ? value : Double.POSITIVE_INFINITY;
    }
  }

  /** For each data and kind the candidate of the smallest divergence. */
  private static List<ContrastiveEnergy> best(
      List<ContrastiveEnergy> candidates, List<CellResult> searched) {
    Map<String, Trial> best = new LinkedHashMap<>();
    for (int i = 0; i < candidates.size(); i++) {
      ContrastiveEnergy candidate = candidates.get(i);
      best.merge(
          candidate.task().mixture().name() + " " + candidate.kind().label(),
          new Trial(candidate, searched.get(i)),
          (one, other) -> other.divergence() < one.divergence() ? other : one);
    }
    return best.values().stream().map(Trial::candidate).toList();
  }

  private List<Cell> finalCells(List<ContrastiveEnergy> chosen, List<CellResult> gcd) {
    List<Cell> cells = new ArrayList<>();
    for (ContrastiveEnergy choice : chosen) {
      for (long seed : scale.seeds()) {
        budget(choice.task(), seed, gcd)
            .ifPresent(seconds -> cells.add(choice.withSeconds(seconds).cell(seed)));
      }
    }
    return cells;
  }
}
