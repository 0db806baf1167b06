package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.duetml.app.reproduce.EnergyExperiment;
import org.duetml.app.reproduce.EnergyScale;
import org.duetml.app.screen.ExperimentProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
      "  duet reproduce energy                        3 seeds, about 20 minutes on 2 cores",
      "  duet reproduce energy --seeds 5 --out runs/energy"
    })
final class ReproduceEnergyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ReproduceOptions options;

  @Mixin private JobOptions jobs;

  @Override
  public Integer call() throws IOException {
    EnergyExperiment experiment = plan();
    EnergyExperiment.Outcome outcome;
    try (RunLock _ = options.lock(experiment.directory());
        ExperimentProgress progress = jobs.progress()) {
      outcome = experiment.run(options.command(), progress);
    }
    PrintWriter screen = spec.commandLine().getOut();
    screen.print(outcome.text());
    screen.printf("%nEverything is in %s; begin with table.md%n", experiment.directory());
    screen.flush();
    return outcome.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private EnergyExperiment plan() {
    int seeds = options.seeds(EnergyScale.FULL_SEEDS);
    EnergyScale scale = options.quick() ? EnergyScale.quick(seeds) : EnergyScale.full(seeds);
    return new EnergyExperiment(scale, options.directory("reproduce-energy"), jobs.workers());
  }
}
