package org.duetml.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code duet}; all it does is done by its subcommands. */
@Command(
    name = "duet",
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Trains an energy-based model and a few-step diffusion sampler together, by generalized"
            + " contrastive divergence (arXiv 2312.03397).",
    subcommands = {
      TrainCommand.class,
      SampleCommand.class,
      ScoreCommand.class,
      EvaluateCommand.class,
      SweepCommand.class,
      ReproduceCommand.class,
      BenchmarkCommand.class,
      ReportCommand.class,
      BenchCommand.class,
      ConfigCommand.class,
      CompletionCommand.class,
      VersionCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet train 8gaussians                        train with the defaults, about a minute",
      "  duet sample runs/8gaussians-... -n 1000      print 1000 new points",
      "  duet evaluate runs/8gaussians-...            measure the model again",
      "  duet sweep 8gaussians --grid gcd.tau=0,0.1   compare values, with several seeds",
      "  duet report runs/8gaussians-...              one page with all of it, for a browser",
      "  duet train --help                            all options of a command",
      "",
      "Exit codes: 0 all went well, 1 it failed, 2 wrong usage or configuration."
    })
final class DuetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "With an error, print where in the program it arose.")
  private boolean debug;

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  boolean debug() {
    return debug;
  }
}
