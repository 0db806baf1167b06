package org.duetml.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a training run writes.
 *
 * @param path an existing directory
 */
record RunDirectory(Path path) {
  static final String MODEL = "model";
  static final String METRICS_JSON = "metrics.json";
  static final String METRICS_CSV = "metrics.csv";
  static final String SAMPLES = "samples.csv";
  static final String CONFIG = "config.yaml";

  /** Checkpoints and what else is needed to resume; removed when the run is finished. */
  static final String CHECKPOINTS = "checkpoints";

  /** In it, what the run was asked to do. */
  static final String RECORD = "run.json";

  /** In it, the model that the run began with, where there was one. */
  static final String START = "start";

  /** Files on their way to their names. */
  private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.(part|(new|old)-[0-9a-f-]+)");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /**
   * A directory of its own for every run.
   *
   * @param data the name of the data
   * @param start when the run starts
   * @return a path in {@code runs} that does not exist yet
   */
  static Path fresh(String data, LocalDateTime start) {
    Path path = Path.of("runs", data + "-" + TIME.format(start));
    for (int again = 2; Files.exists(path); again++) {
      path = path.resolveSibling("%s-%s-%d".formatted(data, TIME.format(start), again));
    }
    return path;
  }

  /**
   * Creates the directory, so that a run does not train first and then finds nowhere to write.
   *
   * @param path new, or an empty directory
   * @return the directory
   * @throws UsageException if it holds files, cannot be written to, or another run writes to it
   */
  static RunDirectory create(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new UsageException(
          "--out %s: is a file; expected a new or empty folder".formatted(path));
    }
    try {
      Files.createDirectories(path);
      RunLock.of(path).close();
      RunDirectory directory = new RunDirectory(path);
      if (directory.isUnfinished()) {
        throw new UsageException(
            "--out %s: holds a run that is not finished; go on with it by duet train --resume %s,"
                    .formatted(path, path)
                + " or choose another folder");
      }
      if (!list(path).isEmpty()) {
        throw new UsageException(
            "--out %s: is not empty; choose another folder or remove it".formatted(path));
      }
      return directory;
    } catch (IOException _) {
      throw new UsageException(
          "--out %s: cannot be written to; choose another folder".formatted(path));
    }
  }

  /** Whether there is something to resume. */
  boolean isUnfinished() {
    return Files.isRegularFile(record());
  }

  /** Whether a run has been finished here. */
  boolean isFinished() {
    return !isUnfinished() && Files.isRegularFile(file(METRICS_JSON));
  }

  Path checkpoints() {
    return file(CHECKPOINTS);
  }

  Path record() {
    return checkpoints().resolve(RECORD);
  }

  Path start() {
    return checkpoints().resolve(START);
  }

  /** Takes away what was only needed to resume: first the record, without which nothing is. */
  void finish() throws IOException {
    Files.deleteIfExists(record());
    delete(checkpoints());
    removeLeftovers();
  }

  /** What a killed process had not finished writing. */
  void removeLeftovers() throws IOException {
    for (Path file : list(path)) {
      if (LEFTOVER.matcher(file.getFileName().toString()).matches()) {
        delete(file);
      }
    }
  }

  private static void delete(Path file) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      for (Path inside : list(file)) {
        delete(inside);
      }
    }
    Files.deleteIfExists(file);
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  Path file(String name) {
    return path.resolve(name);
  }
}
