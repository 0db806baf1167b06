package org.duetml.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.duetml.proof.fuzz.FuzzTarget;
import org.duetml.proof.fuzz.Judge;

/**
 * Damages the files of a directory one byte, cut or swap at a time. What is loaded then is the same
 * to the bit, or it is refused in one clear line; anything else is wrong.
 */
public final class Corruption {
  /** What a directory means. */
  @FunctionalInterface
  public interface Content {
    /**
     * Loads all of it.
     *
     * @param directory holding the files
     * @return every bit of what was loaded, in any form
     * @throws IOException if it is refused
     */
    byte[] of(Path directory) throws IOException;
  }

  /** Ways to damage a file. */
  public enum Damage {
    /** One bit of a byte, or all eight. */
    BYTE,
    /** The end is missing. */
    CUT,
    /** Two bytes in a row change places. */
    SWAP,
    /** One byte is missing. */
    LOSS
  }

  /**
   * What came of one way to damage one file.
   *
   * @param file its name
   * @param damage how
   * @param tried damaged files
   * @param refused with a clear error
   * @param harmless loaded as if nothing had happened
   * @param wrong what went wrong with the others, a line each
   */
  public record Count(
      String file, Damage damage, long tried, long refused, long harmless, List<String> wrong) {}

  private static final int[] MASKS = {1, 2, 4, 8, 16, 32, 64, 128, 255};

  private final Path file;
  private final byte[] whole;
  private final FuzzTarget target;
  private final int stride;

  private Corruption(Path file, byte[] expected, Content content, int stride) throws IOException {
    this.file = file;
    this.stride = stride;
    whole = Files.readAllBytes(file);
    target =
        new FuzzTarget(
            file.getFileName().toString(),
            1,
            List.of(),
            bytes -> {
              Files.write(file, bytes);
              if (!Arrays.equals(expected, content.of(file.getParent()))) {
                throw new AssertionError("it was believed");
              }
            });
  }

  /**
   * Damages every file in turn and puts it right again.
   *
   * @param directory holding files alone
   * @param content what they mean
   * @param stride every how many bytes to damage, 1 for all
   * @return a count for every file and damage
   * @throws IOException if the directory cannot be used
   */
  public static List<Count> of(Path directory, Content content, int stride) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files = listed.sorted().toList();
    }
    byte[] expected = content.of(directory);
    List<Count> counts = new ArrayList<>();
    for (Path file : files) {
      Corruption corruption = new Corruption(file, expected, content, stride);
      for (Damage damage : Damage.values()) {
        counts.add(corruption.count(damage));
      }
    }
    return counts;
  }

  private Count count(Damage damage) throws IOException {
    long refused = 0;
    long harmless = 0;
    List<String> wrong = new ArrayList<>();
    for (int at = 0; at < whole.length; at += stride) {
      for (byte[] damaged : damaged(damage, at)) {
        try {
          if (Judge.outcome(target, damaged).equals(Judge.READ)) {
            harmless++;
          } else {
            refused++;
          }
        } catch (AssertionError e) {
          wrong.add("%s, %s at byte %d: %s".formatted(target.name(), damage, at, e.getMessage()));
        }
      }
    }
    Files.write(file, whole);
    long tried = refused + harmless + wrong.size();
    return new Count(target.name(), damage, tried, refused, harmless, wrong);
  }

  private List<byte[]> damaged(Damage damage, int at) {
    List<byte[]> files = new ArrayList<>();
    switch (damage) {
      case BYTE -> {
        for (int mask : MASKS) {
          byte[] changed = whole.clone();
          changed[at] ^= (byte) mask;
          files.add(changed);
        }
      }
      case CUT -> files.add(Arrays.copyOf(whole, at));
      case SWAP -> {
        if (at + 1 < whole.length && whole[at] != whole[at + 1]) {
          byte[] changed = whole.clone();
          changed[at] = whole[at + 1];
          changed[at + 1] = whole[at];
          files.add(changed);
        }
      }
      case LOSS -> {
        byte[] changed = Arrays.copyOf(whole, whole.length - 1);
        System.arraycopy(whole, at + 1, changed, at, changed.length - at);
        files.add(changed);
      }
    }
    return files;
  }
}
