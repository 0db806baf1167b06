package org.duetml.app.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.duetml.app.RunLock;
import org.duetml.app.UsageException;
import org.duetml.app.file.AtomicFile;

/**
 * Where a sweep writes, and where it goes on.
 *
 * @param path an existing folder
 */
public record SweepDirectory(Path path) {
  private static final String PLAN = "sweep.yaml";

  /**
   * Creates the folder of a new sweep, or opens that of an earlier one.
   *
   * @param path new, empty or with a {@code sweep.yaml}
   * @return the folder
   * @throws UsageException if it holds other files or cannot be written to
   */
  public static SweepDirectory open(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new UsageException(
          "--out %s: is a file; expected a new folder or that of a sweep".formatted(path));
    }
    try {
      Files.createDirectories(path);
      if (!Files.exists(path.resolve(PLAN)) && !isEmpty(path)) {
        throw new UsageException(
            "--out %s: holds other files and no %s; choose a new folder or that of a sweep"
                .formatted(path, PLAN));
      }
      AtomicFile.requireWritable(path.resolve(PLAN));
    } catch (IOException _) {
      throw new UsageException(
          "--out %s: cannot be written to; choose another folder".formatted(path));
    }
    return new SweepDirectory(path);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(file -> file.endsWith(RunLock.NAME));
    }
  }

  /**
   * What is swept, as a file that starts the same sweep.
   *
   * @return {@code sweep.yaml}
   */
  public Path plan() {
    return path.resolve(PLAN);
  }

  /**
   * Every figure of every combination.
   *
   * @return {@code table.csv}
   */
  public Path tableCsv() {
    return path.resolve("table.csv");
  }

  /**
   * The main figures.
   *
   * @return {@code table.md}
   */
  public Path tableMarkdown() {
    return path.resolve("table.md");
  }

  /**
   * The trained models, on request.
   *
   * @return {@code models}
   */
  public Path models() {
    return path.resolve("models");
  }

  /**
   * The picture of one figure.
   *
   * @param figure its name
   * @return for example {@code sliced_wasserstein.png}
   */
  public Path picture(String figure) {
    return path.resolve(figure + ".png");
  }
}
