package org.duetml.model;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Puts a directory of a few files in place as a whole or not at all. */
final class DirectoryReplacement {
  /** Writes files into an empty directory. */
  interface Writer {
    void write(Path directory) throws IOException;
  }

  private DirectoryReplacement() {}

  /**
   * Writes beside the target, then renames: the old directory aside, the new one in, and deletes
   * the old one last.
   *
   * @param directory missing, empty, or holding nothing but the given files
   * @param fileNames what the writer writes, and all that may be replaced
   * @param writer writes the new content
   */
  static void replace(Path directory, Set<String> fileNames, Writer writer) throws IOException {
    Path target =
        Files.exists(directory) ? directory.toRealPath() : directory.toAbsolutePath().normalize();
    requireReplaceable(target, fileNames);
    Path parent = Files.createDirectories(target.getParent());
    Path fresh = sibling(target, "new");
    try {
      Files.createDirectory(fresh);
      writer.write(fresh);
      synchronise(fresh);
      moveIntoPlace(fresh, target);
      synchronise(parent);
    } catch (IOException e) {
      deleteAfter(e, fresh);
      throw WriteFailure.of(directory, e);
    } catch (RuntimeException e) {
      deleteAfter(e, fresh);
      throw e;
    }
  }

  /** Writes a new file and waits until it is on the disk. */
  static void writeDurably(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static void requireReplaceable(Path target, Set<String> fileNames) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw refusal(target, "is a file");
    }
    for (Path file : list(target)) {
      String name = file.getFileName().toString();
      if (!fileNames.contains(name) || !Files.isRegularFile(file)) {
        throw refusal(target, "holds '" + name + "', which is no part of a model");
      }
    }
  }

  private static ModelFormatException refusal(Path target, String wrong) {
    return new ModelFormatException(
        target, wrong, "a new or empty directory, or a model to replace", "choose another place");
  }

  private static void moveIntoPlace(Path fresh, Path target) throws IOException {
    if (!Files.exists(target)) {
      Files.move(fresh, target, ATOMIC_MOVE);
      return;
    }
    Path old = sibling(target, "old");
    Files.move(target, old, ATOMIC_MOVE);
    try {
      Files.move(fresh, target, ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      Files.move(old, target, ATOMIC_MOVE);
      throw e;
    }
    delete(old);
  }

  private static Path sibling(Path target, String kind) {
    return target.resolveSibling(
        ".%s.%s-%s".formatted(target.getFileName(), kind, UUID.randomUUID()));
  }

  /** Makes the names in a directory durable, where the platform can open a directory. */
  static void synchronise(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directory, READ)) {
        channel.force(true);
      }
    }
  }

  private static void deleteAfter(Exception failure, Path directory) {
    try {
      if (Files.exists(directory)) {
        delete(directory);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    for (Path file : list(directory)) {
      Files.delete(file);
    }
    Files.delete(directory);
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
