package org.duetml.tabular;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** Finds the files that a user named by a path or a pattern. */
final class SourceFiles {
  private static final String WILDCARDS = "*?[{";

  private SourceFiles() {}

  /**
   * The files of a table.
   *
   * @param pattern a file, or a pattern with {@code *}, <code>**</code>, {@code ?}, <code>[ab]
   *     </code> or <code>{a,b}</code> as the JDK knows them
   * @return at least one, readable, in the order of their names
   * @throws IOException if there is none, or one is a folder or may not be read
   */
  static List<Path> find(String pattern) throws IOException {
    Path path = Path.of(pattern);
    if (Files.exists(path) || !hasWildcard(pattern)) {
      requireReadable(path);
      return List.of(path);
    }
    List<Path> files = matching(path);
    if (files.isEmpty()) {
      throw new TableException(
          pattern + ": matches no file; quote the pattern, look at its folder");
    }
    for (Path file : files) {
      requireReadable(file);
    }
    return files;
  }

  /**
   * Refuses a folder, whatever its name ends in.
   *
   * @param pattern as for {@link #find}
   * @throws TableException if it is one
   */
  static void requireNoFolder(String pattern) throws TableException {
    Path path = Path.of(pattern);
    if (Files.isDirectory(path)) {
      throw new TableException(
          "%s: is a folder; expected a file, or a pattern such as %s"
              .formatted(path, path.resolve("*.csv")));
    }
  }

  private static boolean hasWildcard(String text) {
    return text.chars().anyMatch(letter -> WILDCARDS.indexOf(letter) >= 0);
  }

  private static void requireReadable(Path file) throws IOException {
    requireNoFolder(file.toString());
    if (!Files.exists(file)) {
      throw new TableException(file + ": no such file");
    }
    if (!Files.isReadable(file)) {
      throw new TableException(file + ": permission denied; expected a file that may be read");
    }
  }

  private static List<Path> matching(Path pattern) throws IOException {
    Path folder = pattern.isAbsolute() ? pattern.getRoot() : Path.of("");
    int fixed = 0;
    while (!hasWildcard(pattern.getName(fixed).toString())) {
      folder = folder.resolve(pattern.getName(fixed++));
    }
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    boolean anyDepth = pattern.toString().contains("**");
    int depth = anyDepth ? Integer.MAX_VALUE : pattern.getNameCount() - fixed;
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> found = Files.walk(folder, depth)) {
      return found.filter(matcher::matches).filter(Files::isRegularFile).sorted().toList();
    }
  }
}
