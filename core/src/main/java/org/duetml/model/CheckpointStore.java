package org.duetml.model;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.duetml.config.Interval;
import org.duetml.gcd.Checkpoints;
import org.duetml.state.Snapshot;

/**
 * Checkpoints as files of a directory, {@code checkpoint-1.safetensors} and so on, of which the
 * last two are kept. A file appears whole or not at all: it is written beside its place, brought to
 * the disk and renamed. A newest file that is damaged is passed over for the one before.
 *
 * <p>Of all methods only {@link #stop()} may be called from another thread than the one that
 * trains.
 */
public final class CheckpointStore implements Checkpoints {
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,9})\\.safetensors");
  private static final int KEPT = 2;

  private final Path directory;
  private final Interval every;
  private final Consumer<String> messages;
  private final LongSupplier nanoTime;
  private volatile boolean stopping;
  private String name;
  private int number;
  private long savedAt;
  private long iterations;

  /**
   * A store.
   *
   * @param directory is created when needed; a directory for one training alone
   * @param every how often {@link #save} is asked for, besides the end and a stop
   * @param messages is told, in one line, of a damaged checkpoint and of one that could not be
   *     written
   */
  public CheckpointStore(Path directory, Interval every, Consumer<String> messages) {
    this(directory, every, messages, System::nanoTime);
  }

  CheckpointStore(
      Path directory, Interval every, Consumer<String> messages, LongSupplier nanoTime) {
    this.directory = directory;
    this.every = every;
    this.messages = messages;
    this.nanoTime = nanoTime;
    name = directory.toString();
    savedAt = nanoTime.getAsLong();
  }

  /**
   * Whether a directory holds a checkpoint, damaged or not.
   *
   * @param directory may be missing
   * @return false if it holds none
   * @throws IOException if it cannot be read
   */
  public static boolean holdsAny(Path directory) throws IOException {
    return !files(directory).isEmpty();
  }

  /** The file that was read last, the directory before. */
  @Override
  public String name() {
    return name;
  }

  /**
   * Reads the newest checkpoint that is whole.
   *
   * @throws IllegalStateException if there are checkpoints but none is whole, or they cannot be
   *     read
   */
  @Override
  public Optional<Snapshot> latest() {
    try {
      List<Path> files = files(directory);
      ModelFormatException damage = null;
      for (Path file : files) {
        number = Math.max(number, number(file));
        try {
          Snapshot state = CheckpointFile.read(file);
          name = file.toString();
          return Optional.of(state);
        } catch (ModelFormatException e) {
          damage = e;
          messages.accept(e.getMessage());
        }
      }
      if (damage != null) {
        throw new IllegalStateException(
            directory + ": holds no checkpoint that is whole; train again from the start", damage);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException(directory + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Newest first. */
  private static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> number(file) >= 0)
          .sorted(Comparator.comparingInt(CheckpointStore::number).reversed())
          .toList();
    }
  }

  /** The number in a file's name, -1 for any other file. */
  private static int number(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  @Override
  public boolean isDue() {
    iterations++;
    return every.iterations() > 0 && iterations >= every.iterations()
        || every.seconds() > 0 && nanoTime.getAsLong() - savedAt >= every.seconds() * 1_000_000_000;
  }

  @Override
  public void save(Snapshot state) {
    try {
      write(state);
    } catch (IOException e) {
      messages.accept(
          "no checkpoint could be written (%s); training goes on".formatted(e.getMessage()));
    }
    iterations = 0;
    savedAt = nanoTime.getAsLong();
  }

  private void write(Snapshot state) throws IOException {
    Files.createDirectories(directory);
    number++;
    Path file = directory.resolve("checkpoint-" + number + ".safetensors");
    Path part = directory.resolve("checkpoint.part");
    CheckpointFile.write(part, state);
    Files.move(part, file, ATOMIC_MOVE);
    DirectoryReplacement.synchronise(directory);
    for (Path old : files(directory).stream().skip(KEPT).toList()) {
      Files.delete(old);
    }
  }

  @Override
  public boolean isStopping() {
    return stopping;
  }

  /** Asks the training to save its state after the running iteration and to end. */
  public void stop() {
    stopping = true;
  }

  /**
   * Removes all checkpoints.
   *
   * @throws IOException if one cannot be removed
   */
  public void clear() throws IOException {
    Files.deleteIfExists(directory.resolve("checkpoint.part"));
    for (Path file : files(directory)) {
      Files.delete(file);
    }
  }
}
