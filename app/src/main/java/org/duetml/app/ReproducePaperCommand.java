package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.duetml.app.reproduce.PaperExperiment;
import org.duetml.app.reproduce.PaperGroup;
import org.duetml.app.reproduce.PaperScale;
import org.duetml.app.screen.ExperimentProgress;
import org.duetml.app.screen.Terminal;
import org.duetml.data.ProjectedLaw;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code duet reproduce paper}. */
@Command(
    name = "paper",
    sortOptions = false,
    description = {
      "Measure the tables of GCD and DxMI: diffusion models at 5 to 1000 steps, GCD by temperature,"
          + " by number of steps, with and without pretraining and value network.",
      "",
      "The folder gets paper.md with all tables and claims, each table as Markdown and CSV, and"
          + " cells/. The same command goes on where it was interrupted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet reproduce paper --quick                 one seed, in minutes",
      "  duet reproduce paper                         5 seeds, about an hour on 2 cores",
      "  duet reproduce paper --only tau --seeds 2 --out runs/tau",
      "  duet reproduce paper --data 25gaussians --only many-steps --seeds 2"
    })
final class ReproducePaperCommand implements Callable<Integer> {
  private static final String PAPER_DATA = "8gaussians";
  private static final int MOST_SEEDS = 1000;
  private static final int MOST_JOBS = 1024;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      defaultValue = PAPER_DATA,
      completionCandidates = DataArgument.Names.class,
      description = "What is learned. Default, as in the papers: ${DEFAULT-VALUE}.")
  private String data;

  @Option(
      names = "--quick",
      description = "One seed, shorter trainings, fewer samples: minutes instead of an hour.")
  private boolean quick;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Seeds of every cell, from 0 on. Default: 5, with --quick 1.")
  private Integer seeds;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where to write. Default: runs/reproduce-paper, -DATA, with --quick -quick.")
  private Path out;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Cells at a time, each on one thread. Default: as many as there are cores.")
  private Integer jobs;

  @Option(
      names = "--only",
      paramLabel = "GROUP,...",
      completionCandidates = PaperGroups.Names.class,
      converter = PaperGroups.Converter.class,
      description = "Some of the tables: ${COMPLETION-CANDIDATES}.")
  private PaperGroups only;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress; failures and the tables stay.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    PaperExperiment experiment = plan();
    PaperExperiment.Outcome outcome;
    try (ExperimentProgress progress = progress()) {
      outcome = experiment.run(command(), progress);
    }
    PrintWriter screen = spec.commandLine().getOut();
    screen.print(outcome.text());
    screen.printf("%nEverything is in %s; begin with paper.md%n", experiment.directory());
    screen.flush();
    return outcome.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private PaperExperiment plan() {
    int usual = quick ? 1 : PaperScale.FULL_SEEDS;
    int count = checked("--seeds", seeds, usual, MOST_SEEDS);
    int workers = checked("--jobs", jobs, Runtime.getRuntime().availableProcessors(), MOST_JOBS);
    Path directory = out == null ? Path.of("runs", usualName()) : out;
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new UsageException("--out %s: is a file; expected a folder".formatted(directory));
    }
    Set<PaperGroup> groups = only == null ? EnumSet.allOf(PaperGroup.class) : only.set();
    PaperScale scale = quick ? PaperScale.quick(count) : PaperScale.full(count);
    return new PaperExperiment(law(), scale, groups, directory, workers);
  }

  private String usualName() {
    String suffix = data.equals(PAPER_DATA) ? "" : "-" + data;
    return "reproduce-paper" + suffix + (quick ? "-quick" : "");
  }

  private ProjectedLaw law() {
    if (DataArgument.resolve(data) instanceof ProjectedLaw law && law.hasDensity()) {
      return law;
    }
    throw new UsageException(
        "--data %s: has no exact density to compare with; choose another, for example 25gaussians"
            .formatted(data));
  }

  private static int checked(String option, Integer given, int usual, int most) {
    int value = given == null ? usual : given;
    if (value < 1 || value > most) {
      throw new UsageException("%s %d: expected 1 to %d".formatted(option, value, most));
    }
    return value;
  }

  private ExperimentProgress progress() {
    Terminal terminal = Terminal.detect();
    return new ExperimentProgress(
        spec.commandLine().getErr(), terminal.style(quiet), terminal.columns(), System::nanoTime);
  }

  private String command() {
    return "duet " + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }
}
