package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.duetml.FigureNames;
import org.duetml.app.experiment.Cell;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.CellStore;
import org.duetml.app.experiment.ExperimentRunner;
import org.duetml.app.file.AtomicFile;
import org.duetml.app.screen.ExperimentProgress;
import org.duetml.app.sweep.SweepCells;
import org.duetml.app.sweep.SweepDirectory;
import org.duetml.app.sweep.SweepOutcome;
import org.duetml.app.sweep.SweepPlan;
import org.duetml.config.Closest;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code duet sweep}. */
@Command(
    name = "sweep",
    sortOptions = false,
    description = {
      "Train and measure every combination of some values, with several seeds.",
      "",
      "Cells run side by side, one thread each. The same command with the same --out goes on where"
          + " an earlier one was interrupted; a larger grid adds its cells."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet sweep 8gaussians --grid gcd.tau=0,0.05,0.1 --grid gcd.steps=3,5,10 --seeds 5",
      "  duet sweep --grid data=moons,rings --set gcd.iterations=1000 --out runs/data",
      "  duet sweep my.yaml --out runs/my-sweep --figure kl_data_model",
      "  duet sweep runs/my-sweep/sweep.yaml --out runs/my-sweep --seeds 10"
    })
final class SweepCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SweepOptions options;

  @Mixin private JobOptions jobs;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where to write: new, empty or of an earlier sweep. Default: runs/sweep-TIME.")
  private Path out;

  @Option(
      names = "--figure",
      paramLabel = "NAME",
      defaultValue = "sliced_wasserstein",
      description =
          "The figure of the heat map, by its name in table.csv. Default: ${DEFAULT-VALUE}.")
  private String figure;

  @Option(names = "--models", description = "Keep the model of every cell, in models/.")
  private boolean keepModels;

  @Override
  public Integer call() throws IOException {
    int workers = jobs.workers();
    requireFigure();
    SweepPlan plan = SweepPlan.of(options.request(), DataArgument::resolve);
    SweepDirectory directory =
        SweepDirectory.open(out == null ? RunDirectory.fresh("sweep", LocalDateTime.now()) : out);
    try (RunLock _ = RunLock.of(directory.path(), spec.commandLine().getErr())) {
      return sweep(plan, directory, workers);
    }
  }

  private void requireFigure() {
    if (!FigureNames.ALL.contains(figure)) {
      throw new UsageException(
          "--figure %s: there is no such figure; did you mean '%s'? There are %s"
              .formatted(
                  figure, Closest.to(figure, FigureNames.ALL), String.join(", ", FigureNames.ALL)));
    }
  }

  private int sweep(SweepPlan plan, SweepDirectory directory, int workers) throws IOException {
    AtomicFile.write(directory.plan(), writer -> writer.write(plan.yaml()));
    List<Cell> cells = cells(plan, directory);
    List<CellResult> results = run(cells, directory, workers);
    SweepOutcome outcome = new SweepOutcome(plan, results);
    outcome.writeTables(directory);
    Optional<String> noPicture = outcome.writePicture(directory, figure);
    PrintWriter screen = spec.commandLine().getOut();
    screen.printf("%n%s%n", outcome.table().text());
    noPicture.ifPresent(screen::println);
    if (!outcome.notes().isEmpty()) {
      screen.printf(
          "%d cells failed or had messages; %s lists them%n",
          outcome.notes().size(), directory.tableMarkdown());
    }
    reportModels(cells, results, directory);
    reportNext(plan, outcome, directory);
    screen.flush();
    return exitCode(results, directory);
  }

  private List<Cell> cells(SweepPlan plan, SweepDirectory directory) {
    Optional<Path> models = keepModels ? Optional.of(directory.models()) : Optional.empty();
    return new SweepCells(plan, DataArgument::resolve, models).all();
  }

  private List<CellResult> run(List<Cell> cells, SweepDirectory directory, int workers)
      throws IOException {
    try (ExperimentProgress progress = jobs.progress()) {
      CellStore store = new CellStore(directory.path());
      return new ExperimentRunner(store, workers, progress).run(cells);
    }
  }

  /** Models are not worth a training that was done already. */
  private void reportModels(List<Cell> cells, List<CellResult> results, SweepDirectory directory) {
    int missing = 0;
    for (int i = 0; keepModels && i < cells.size(); i++) {
      boolean kept = Files.isDirectory(directory.models().resolve(cells.get(i).id()));
      missing += results.get(i).failure().isEmpty() && !kept ? 1 : 0;
    }
    if (missing > 0) {
      spec.commandLine()
          .getOut()
          .printf(
              "%d cells were done before, without --models; remove them from %s to train again%n",
              missing, directory.path().resolve("cells"));
    }
  }

  private void reportNext(SweepPlan plan, SweepOutcome outcome, SweepDirectory directory) {
    PrintWriter screen = spec.commandLine().getOut();
    List<SweepOutcome.Best> best = outcome.best(figure);
    best.forEach(one -> screen.printf("Best: %s, %s%n", one.label(), one.figure()));
    screen.printf("Everything is in %s%nNext:%n", directory.path());
    best.forEach(one -> screen.printf("  %s %s%n", duet(), one.command()));
    screen.printf("  %s --seeds %s%n", again(directory), plan.moreSeeds());
  }

  private static String duet() {
    return System.getProperty("duet.command", "duet");
  }

  /** The command that goes on in this folder, wherever the plan came from. */
  private static String again(SweepDirectory directory) {
    return "%s sweep %s --out %s".formatted(duet(), directory.plan(), directory.path());
  }

  private int exitCode(List<CellResult> results, SweepDirectory directory) {
    long failed = results.stream().filter(result -> result.failure().isPresent()).count();
    if (failed == 0) {
      return ExitCode.OK;
    }
    spec.commandLine()
        .getErr()
        .printf(
            "duet sweep: %d of %d cells failed; to try them again: %s%n",
            failed, results.size(), again(directory));
    spec.commandLine().getErr().flush();
    return ExitCode.SOFTWARE;
  }
}
