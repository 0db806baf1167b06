package org.duetml.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code duet benchmark}; all it does is done by its subcommands. */
@Command(
    name = "benchmark",
    synopsisSubcommandLabel = "COMMAND",
    description = "Measure Duet beside baselines on tables of your own.",
    subcommands = {BenchmarkAnomaliesCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {"  duet benchmark anomalies tables              every labelled table of a folder"})
final class BenchmarkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
