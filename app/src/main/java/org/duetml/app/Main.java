package org.duetml.app;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

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
    // Such a writer, unlike picocli's own, tells when standard output was closed or is full.
    PrintWriter out = new PrintWriter(System.out, true);
    int exitCode;
    try {
      exitCode = commandLine().setOut(out).execute(arguments);
    } catch (OutOfMemoryError _) {
      exitCode =
          fail(
              "the memory is used up; ask for fewer samples or smaller batches, or allow more with"
                  + " JDK_JAVA_OPTIONS=-Xmx8g");
    }
    if (exitCode == ExitCode.OK && out.checkError()) {
      exitCode = fail("standard output was closed or is full");
    }
    System.exit(exitCode);
  }

  private static int fail(String message) {
    System.err.println("duet: " + message);
    return ExitCode.SOFTWARE;
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
