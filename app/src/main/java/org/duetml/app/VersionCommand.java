package org.duetml.app;

import java.util.concurrent.Callable;
import org.duetml.Duet;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code duet version}. */
@Command(
    name = "version",
    sortOptions = false,
    description = "Print the versions of Duet and of Java.",
    footerHeading = "%nExample:%n",
    footer = "  duet version")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine()
        .getOut()
        .println("duet " + Duet.version() + " (Java " + Runtime.version() + ")");
    return ExitCode.OK;
  }
}
