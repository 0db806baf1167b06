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
public record RunDirectory(Path path) {
  public static final String MODEL = "model";
  public static final String METRICS_JSON = "metrics.json";
  public static final String METRICS_CSV = "metrics.csv";
  public static final String SAMPLES = "samples.csv";
  public static final String CONFIG = "config.yaml";
  public static final String QUALITY = "quality.json";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /**
   * A directory of its own for every run.
   *
   * @param data the name of the data
   * @param start when the run starts
   * @return a path in {@code runs} that does not exist yet
   */
  public static Path fresh(String data, LocalDateTime start) {
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
  public static RunDirectory create(Path path) {
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

  /**
   * A file of the run.
   *
   * @param name one of the constants here, or a picture's
   * @return its path
   */
  public Path file(String name) {
    return path.resolve(name);
  }
}
