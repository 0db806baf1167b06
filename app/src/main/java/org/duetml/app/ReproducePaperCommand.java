package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.duetml.app.reproduce.PaperExperiment;
import org.duetml.app.reproduce.PaperGroup;
import org.duetml.app.reproduce.PaperScale;
import org.duetml.app.screen.ExperimentProgress;
import org.duetml.data.ProjectedLaw;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
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

  @Spec private CommandSpec spec;

  @Mixin private ReproduceOptions options;

  @Mixin private JobOptions jobs;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      defaultValue = PAPER_DATA,
      completionCandidates = DataArgument.Names.class,
      description = "What is learned. Default, as in the papers: ${DEFAULT-VALUE}.")
  private String data;

  @Option(
      names = "--only",
      paramLabel = "GROUP,...",
      completionCandidates = PaperGroups.Names.class,
      converter = PaperGroups.Converter.class,
      description = "Some of the tables: ${COMPLETION-CANDIDATES}.")
  private PaperGroups only;

  @Override
  public Integer call() throws IOException {
    PaperExperiment experiment = plan();
    PaperExperiment.Outcome outcome;
    try (RunLock _ = options.lock(experiment.directory());
        ExperimentProgress progress = jobs.progress()) {
      outcome = experiment.run(options.command(), progress);
    }
    PrintWriter screen = spec.commandLine().getOut();
    screen.print(outcome.text());
    screen.printf("%nEverything is in %s; begin with paper.md%n", experiment.directory());
    screen.flush();
    return outcome.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private PaperExperiment plan() {
    int seeds = options.seeds(PaperScale.FULL_SEEDS);
    PaperScale scale = options.quick() ? PaperScale.quick(seeds) : PaperScale.full(seeds);
    Set<PaperGroup> groups = only == null ? EnumSet.allOf(PaperGroup.class) : only.set();
    Path directory = options.directory("reproduce-paper" + (isPapers() ? "" : "-" + data));
    return new PaperExperiment(law(), scale, groups, directory, jobs.workers());
  }

  private boolean isPapers() {
    return data.equals(PAPER_DATA);
  }

  private ProjectedLaw law() {
    if (DataArgument.resolve(data) instanceof ProjectedLaw law && law.hasDensity()) {
      return law;
    }
    throw new UsageException(
        "--data %s: has no exact density to compare with; choose another, for example 25gaussians"
            .formatted(data));
  }
}
