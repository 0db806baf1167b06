package org.duetml.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code duet reproduce}; all it does is done by its subcommands. */
@Command(
    name = "reproduce",
    synopsisSubcommandLabel = "COMMAND",
    description = "Measure published claims, with honest baselines beside them.",
    subcommands = {ReproducePaperCommand.class, ReproduceEnergyCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet reproduce paper --quick                 one seed, in minutes",
      "  duet reproduce energy --quick                one seed, in minutes"
    })
final class ReproduceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
