package org.duetml.app.file;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.duetml.model.WriteFailure;

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
    requireWritable(target);
    try {
      if (isSpecial(target)) {
        writeTo(target, content);
      } else {
        replace(target, content);
      }
    } catch (IOException e) {
      throw WriteFailure.of(target, e);
    }
  }

  private static void replace(Path target, Content content) throws IOException {
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

  /**
   * Looks whether a file could be written, so that long work does not end without a place.
   *
   * @param target a file, existing or not
   * @throws IOException if it is a directory, or its directory is missing or cannot be written to
   */
  public static void requireWritable(Path target) throws IOException {
    Path directory = target.toAbsolutePath().getParent();
    if (Files.isDirectory(target)) {
      throw new FileSystemException(target.toString(), null, "is a folder; expected a file's name");
    }
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    if (!Files.isWritable(isSpecial(target) ? target : directory)) {
      throw new AccessDeniedException(target.toString());
    }
  }

  private static boolean isSpecial(Path target) {
    return Files.exists(target) && !Files.isRegularFile(target);
  }

  private static void writeTo(Path file, Content content) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      content.writeTo(writer);
    }
  }
}
