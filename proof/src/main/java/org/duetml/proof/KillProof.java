package org.duetml.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kills training processes: prints how many kills were survived to the bit. */
public final class KillProof {
  private KillProof() {}

  /**
   * Runs.
   *
   * @param arguments kills (default 200), then a seed (default 0)
   * @throws IOException if a process fails
   * @throws InterruptedException if this process is told to stop
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
    Path folder = Files.createTempDirectory("duet-kills");
    Killing.Result result = Killing.run(folder, kills, seed);
    if (result.wrong().isEmpty()) {
      Killing.delete(folder);
    }
    result.wrong().forEach(System.out::println);
    System.out.printf(
        "%d kills in %d trainings, %d of them before there was anything to resume, %d with a"
            + " checkpoint half written%n%d kills survived to the bit%n",
        result.kills(),
        result.trainings(),
        result.beforeBegin(),
        result.insideWrites(),
        result.survived());
    System.exit(result.wrong().isEmpty() ? 0 : 1);
  }
}
