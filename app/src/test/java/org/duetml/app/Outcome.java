package org.duetml.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What the real command line did, run in this process.
 *
 * @param exitCode 0, 1 or 2
 * @param out standard output
 * @param err the error stream
 */
record Outcome(int exitCode, String out, String err) {
  static Outcome of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = command.execute(arguments);
    return new Outcome(exitCode, out.toString(), err.toString());
  }
}
