package org.duetml.app;

import picocli.CommandLine;

/** Where the command line starts. */
public final class Main {
  private static final int USAGE_COLUMNS = 100;

  private Main() {}

  /**
   * Runs one command and ends the virtual machine with its exit code: 0 if all went well, 1 if it
   * failed, 2 if it was called or configured wrongly.
   *
   * @param arguments what the user typed
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line with its ways of reporting errors; a new one for every use. */
  static CommandLine commandLine() {
    Failures failures = new Failures();
    return new CommandLine(new DuetCommand())
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setUsageHelpWidth(USAGE_COLUMNS);
  }
}
