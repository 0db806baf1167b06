package org.duetml.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
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
  static final String QUALITY = "quality.json";

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
   * @throws UsageException if it holds files or cannot be written to
   */
  static RunDirectory create(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new UsageException(
          "--out %s: is a file; expected a new or empty folder".formatted(path));
    }
    try {
      Files.createDirectories(path);
      if (!list(path).isEmpty()) {
        throw new UsageException(
            "--out %s: is not empty; choose another folder or remove it".formatted(path));
      }
      Files.delete(Files.createFile(path.resolve(".duet-write-test")));
    } catch (IOException _) {
      throw new UsageException(
          "--out %s: cannot be written to; choose another folder".formatted(path));
    }
    return new RunDirectory(path);
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
