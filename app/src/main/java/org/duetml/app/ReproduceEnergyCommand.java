package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.duetml.app.reproduce.EnergyExperiment;
import org.duetml.app.reproduce.EnergyScale;
import org.duetml.app.screen.ExperimentProgress;
import org.duetml.app.screen.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code duet reproduce energy}. */
@Command(
    name = "energy",
    sortOptions = false,
    description = {
      "Compare energies of Gaussian mixtures: GCD beside contrastive divergence with Langevin"
          + " dynamics (CD-k and persistent CD), at equal processor time.",
      "",
      "The folder gets table.md, table.csv and cells/. The same command goes on where it was"
          + " interrupted. Figures depend on the machine: a faster one does more in the same time."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet reproduce energy --quick                one seed, in minutes",
      "  duet reproduce energy --seeds 5 --out runs/energy"
    })
final class ReproduceEnergyCommand implements Callable<Integer> {
  private static final int MOST_SEEDS = 1000;
  private static final int MOST_JOBS = 1024;

  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "One seed, shorter trainings, fewer rows of data.")
  private boolean quick;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Seeds of every cell, from 0 on. Default: 3, with --quick 1.")
  private Integer seeds;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where to write. Default: runs/reproduce-energy, with --quick ...-quick.")
  private Path out;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "Cells at a time, each on one thread. Default: as many as there are cores.")
  private Integer jobs;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress; failures and the table stay.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    EnergyExperiment experiment = plan();
    EnergyExperiment.Outcome outcome;
    Terminal terminal = Terminal.detect();
    try (ExperimentProgress progress =
        new ExperimentProgress(
            spec.commandLine().getErr(),
            terminal.style(quiet),
            terminal.columns(),
            System::nanoTime)) {
      outcome = experiment.run(command(), progress);
    }
    PrintWriter screen = spec.commandLine().getOut();
    screen.print(outcome.text());
    screen.printf("%nEverything is in %s; begin with table.md%n", experiment.directory());
    screen.flush();
    return outcome.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private EnergyExperiment plan() {
    int count = checked("--seeds", seeds, quick ? 1 : EnergyScale.FULL_SEEDS, MOST_SEEDS);
    int workers = checked("--jobs", jobs, Runtime.getRuntime().availableProcessors(), MOST_JOBS);
    Path usual = Path.of("runs", quick ? "reproduce-energy-quick" : "reproduce-energy");
    Path directory = out == null ? usual : out;
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new UsageException("--out %s: is a file; expected a folder".formatted(directory));
    }
    EnergyScale scale = quick ? EnergyScale.quick(count) : EnergyScale.full(count);
    return new EnergyExperiment(scale, directory, workers);
  }

  private static int checked(String option, Integer given, int usual, int most) {
    int value = given == null ? usual : given;
    if (value < 1 || value > most) {
      throw new UsageException("%s %d: expected 1 to %d".formatted(option, value, most));
    }
    return value;
  }

  private String command() {
    return "duet " + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }
}
