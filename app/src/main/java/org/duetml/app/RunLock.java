package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Keeps a second process out of a folder that one writes to. The file {@value #NAME} in it holds
 * the owner's process id, for people and messages; what counts is the operating system's lock on
 * that file, which ends with the process. So a file that a killed process left behind locks
 * nothing, whoever has its process id now.
 */
public final class RunLock implements AutoCloseable {
  /** In the folder. */
  public static final String NAME = ".lock";

  private static final int MOST_BYTES = 32;

  private final Path file;
  private final FileChannel channel;
  private final boolean takenOver;

  private RunLock(Path file, FileChannel channel, boolean takenOver) {
    this.file = file;
    this.channel = channel;
    this.takenOver = takenOver;
  }

  /**
   * Locks a folder, and says so if that takes over the lock of a process that is gone.
   *
   * @param folder exists
   * @param screen is told
   * @return to be closed when all is written
   * @throws UsageException if another process, or another run of this one, has locked it
   * @throws IOException if the folder cannot be written to
   */
  static RunLock of(Path folder, PrintWriter screen) throws IOException {
    RunLock lock = of(folder);
    if (lock.takenOver) {
      screen.println(
          folder + ": the process that was writing to it is gone; its lock is taken over");
      screen.flush();
    }
    return lock;
  }

  /**
   * Locks a folder.
   *
   * @param folder exists
   * @return to be closed when all is written
   * @throws UsageException if another process, or another run of this one, has locked it
   * @throws IOException if the folder cannot be written to
   */
  static RunLock of(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    while (true) {
      Object identity = identity(file);
      FileChannel channel;
      try {
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      } catch (NoSuchFileException _) {
        continue;
      }
      try {
        String earlier = read(channel);
        if (!isLocked(channel)) {
          throw new UsageException(
              "%s: process %s is writing to it; wait for its end or choose another folder"
                  .formatted(folder, earlier.isEmpty() ? "(unknown)" : earlier));
        }
        // Its owner may have removed the file since it was opened.
        if (identity.equals(identity(file))) {
          write(channel, Long.toString(ProcessHandle.current().pid()));
          return new RunLock(file, channel, !earlier.isEmpty());
        }
        channel.close();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
    channel.read(bytes, 0);
    return StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip();
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /**
   * What tells a file from any other of its name; the file is made if it is not there. It must not
   * be opened for this: on Unix a process loses its lock on a file as soon as it closes any
   * descriptor of it.
   */
  private static Object identity(Path file) throws IOException {
    while (true) {
      try {
        Files.createFile(file);
      } catch (FileAlreadyExistsException _) {
        // As it is wherever a process is writing, or was killed.
      }
      try {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        // Where there are no keys, a file that is open cannot be replaced.
        return key == null ? file : key;
      } catch (NoSuchFileException _) {
        // Removed in between.
      }
    }
  }

  /** Whether a process that had locked the folder ended without unlocking it. */
  boolean takenOver() {
    return takenOver;
  }

  /** Unlocks the folder. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    channel.close();
  }
}
