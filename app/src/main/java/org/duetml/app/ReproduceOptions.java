package org.duetml.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every reproduction. */
final class ReproduceOptions {
  private static final int MOST_SEEDS = 1000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--quick",
      description = "One seed, shorter trainings, fewer samples: minutes instead of an hour.")
  private boolean quick;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Seeds of every cell, from 0 on. With --quick one unless told.")
  private Integer seeds;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description =
          "Where to write. Default: in runs, with the names of the command, of other data, and"
              + " quick.")
  private Path out;

  boolean quick() {
    return quick;
  }

  /**
   * How many seeds.
   *
   * @param full of the full run, unless told
   * @throws UsageException if the user's number is impossible
   */
  int seeds(int full) {
    int count = seeds != null ? seeds : quick ? 1 : full;
    if (count < 1 || count > MOST_SEEDS) {
      throw new UsageException("--seeds %d: expected 1 to %d".formatted(count, MOST_SEEDS));
    }
    return count;
  }

  /**
   * Where to write.
   *
   * @param usual name of the full run's folder in {@code runs}, unless told
   * @throws UsageException if it is a file
   */
  Path directory(String usual) {
    Path directory = out == null ? Path.of("runs", quick ? usual + "-quick" : usual) : out;
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new UsageException("--out %s: is a file; expected a folder".formatted(directory));
    }
    return directory;
  }

  /**
   * Keeps other processes out of the folder, which is made if it is not there.
   *
   * @param directory where to write
   * @return to be closed when all is written
   * @throws UsageException if another process writes to it
   * @throws IOException if it cannot be written to
   */
  RunLock lock(Path directory) throws IOException {
    Files.createDirectories(directory);
    return RunLock.of(directory, command.commandLine().getErr());
  }

  /** As it was typed, for the report. */
  String command() {
    return "duet " + String.join(" ", command.root().commandLine().getParseResult().originalArgs());
  }
}
