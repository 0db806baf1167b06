package org.duetml.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.duetml.proof.fuzz.FuzzTarget;
import org.duetml.proof.fuzz.FuzzTargets;
import org.duetml.proof.fuzz.Fuzzing;

/** Hostile files for every reader: prints executions, time, distinct outcomes and crashes. */
public final class FuzzProof {
  private FuzzProof() {}

  /**
   * Runs all targets.
   *
   * @param arguments executions in all (default 10,000,000), then a seed (default 0)
   * @throws IOException if a target cannot be set up
   */
  public static void main(String[] arguments) throws IOException {
    long executions = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
    Path disk = Files.createTempDirectory("duet-fuzz");
    int crashes = run(FuzzTargets.all(disk), executions, seed, System.out);
    Killing.delete(disk);
    System.exit(crashes == 0 ? 0 : 1);
  }

  private static int run(List<FuzzTarget> targets, long executions, long seed, PrintStream out) {
    out.printf("%-22s%12s%10s%10s%9s%n", "reader", "executions", "seconds", "outcomes", "crashes");
    long total = 0;
    int crashes = 0;
    long shares = targets.stream().mapToLong(FuzzTarget::share).sum();
    for (FuzzTarget target : targets) {
      long own = Math.ceilDiv(executions * target.share(), shares);
      Fuzzing.Result result = Fuzzing.run(target, own, seed);
      out.printf(
          "%-22s%12d%10.1f%10d%9d%n",
          result.target(),
          result.executions(),
          result.seconds(),
          result.outcomes().size(),
          result.crashes().size());
      result.crashes().forEach(out::println);
      total += result.executions();
      crashes += result.crashes().size();
    }
    out.printf("%d executions, %d crashes%n", total, crashes);
    return crashes;
  }
}
