package org.duetml.app.file;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes text files that are there whole or not at all. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the text of a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all of it.
     *
     * @param writer buffered, in UTF-8; not to be closed
     * @throws IOException if it cannot be written
     */
    void writeTo(Writer writer) throws IOException;
  }

  /**
   * Writes beside the target and renames at the end; what was there before stays until then. A
   * target that is no plain file, such as a pipe or {@code /dev/null}, is written to as it is.
   *
   * @param target in an existing directory
   * @param content writes the text
   * @throws IOException if it cannot be written; the target is then as it was
   */
  public static void write(Path target, Content content) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      writeTo(target, content);
      return;
    }
    Path place = Files.exists(target) ? target.toRealPath() : target;
    Path part =
        place.resolveSibling(
            "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    part.toFile().deleteOnExit();
    try {
      writeTo(part, content);
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void writeTo(Path file, Content content) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      content.writeTo(writer);
    }
  }
}
