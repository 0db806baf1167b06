package org.duetml.proof.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Makes hostile files of good ones: changes bytes, ranges, numbers and words of the formats. */
final class Mutator {
  /** Longer files only cost time: every bound of the readers is crossed by a number in a header. */
  private static final int LONGEST = 4096;

  private static final int MOST_CHANGES = 4;

  /** Numbers at which readers break. */
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1",
          "2",
          "127",
          "255",
          "65536",
          "2147483647",
          "2147483648",
          "4294967296",
          "1000000000000000000",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "1e999",
          "-1e999",
          "1e-999",
          "0.1",
          "-0.0",
          "3.0",
          "00",
          "0x10",
          "1_000",
          "NaN",
          "Infinity");

  /** Words of JSON, YAML, CSV and of Duet's own files. */
  private static final List<String> WORDS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ":",
          ",",
          "\n",
          "null",
          "true",
          "false",
          "{}",
          "[]",
          "\"\"",
          "[[[[[[[[",
          "{\"a\":",
          "\\u0000",
          "\\ud800",
          "\\",
          "\t",
          "\r",
          "\u0000",
          "\u00e9",
          "\ud83d\ude00",
          "&a ",
          "*a",
          "<<: ",
          "!!java.lang.Object ",
          "---\n",
          "- ",
          "? ",
          "# ",
          "|\n",
          ">\n",
          "%",
          "'",
          "../",
          "/etc/passwd",
          "C:\\",
          ";",
          ",,",
          "phase",
          "iteration",
          "dtype",
          "shape",
          "data_offsets",
          "__metadata__",
          "F32",
          "F64",
          "config",
          "scaling",
          "checksum",
          "normalizer",
          "format_version",
          "settings",
          "figures",
          "grid:",
          "set:",
          "seeds:",
          "data:");

  private final Dice dice;

  Mutator(Dice dice) {
    this.dice = dice;
  }

  /** A file made of one, with parts of another. */
  byte[] mutate(byte[] file, byte[] other) {
    int longest = Math.max(LONGEST, file.length + LONGEST / 4);
    byte[] changed = file;
    int changes = 1 + dice.below(MOST_CHANGES);
    for (int i = 0; i < changes; i++) {
      changed = change(changed, other);
    }
    return changed.length > longest ? Arrays.copyOf(changed, longest) : changed;
  }

  private byte[] change(byte[] file, byte[] other) {
    int at = dice.below(file.length + 1);
    int end = Math.min(file.length, at + dice.below(8) + 1);
    return switch (dice.below(12)) {
      case 0 -> withByte(file, at, (byte) (1 << dice.below(8)));
      case 1 -> withByte(file, at, (byte) dice.below(256));
      case 2 -> replace(file, at, at, text(WORDS));
      case 3 -> replace(file, at, end, text(WORDS));
      case 4, 5 -> number(file, at);
      case 6 -> replace(file, at, end, new byte[0]);
      case 7 -> Arrays.copyOf(file, at);
      case 8 -> replace(file, at, at, range(file));
      case 9 -> replace(file, at, Math.min(file.length, at + dice.below(64)), range(other));
      case 10 -> replace(file, at, at, randomBytes());
      default -> swap(file, at);
    };
  }

  private byte[] text(List<String> texts) {
    return texts.get(dice.below(texts.size())).getBytes(StandardCharsets.UTF_8);
  }

  /** Changes a byte by exclusive or. */
  private static byte[] withByte(byte[] file, int at, byte mask) {
    byte[] changed = file.clone();
    if (at < file.length) {
      changed[at] ^= mask;
    }
    return changed;
  }

  static byte[] replace(byte[] file, int from, int to, byte[] by) {
    byte[] changed = Arrays.copyOf(file, file.length - (to - from) + by.length);
    System.arraycopy(by, 0, changed, from, by.length);
    System.arraycopy(file, to, changed, from + by.length, file.length - to);
    return changed;
  }

  /** Replaces the next number of a text. */
  private byte[] number(byte[] file, int at) {
    int from = at;
    while (from < file.length && !isDigit(file[from])) {
      from++;
    }
    int to = from;
    while (to < file.length && isDigit(file[to])) {
      to++;
    }
    return replace(file, from, to, text(NUMBERS));
  }

  private static boolean isDigit(byte value) {
    return value >= '0' && value <= '9';
  }

  private byte[] range(byte[] file) {
    int from = dice.below(file.length + 1);
    return Arrays.copyOfRange(file, from, Math.min(file.length, from + dice.below(64)));
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[1 + dice.below(8)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) dice.below(256);
    }
    return bytes;
  }

  private byte[] swap(byte[] file, int at) {
    byte[] changed = file.clone();
    if (at < file.length) {
      int other = dice.below(file.length);
      changed[at] = file[other];
      changed[other] = file[at];
    }
    return changed;
  }
}
