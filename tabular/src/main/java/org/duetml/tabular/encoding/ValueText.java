package org.duetml.tabular.encoding;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.duetml.tabular.ColumnKind;

/** Numbers as the texts that users know them by. */
public final class ValueText {
  private static final long MICROS = 1_000_000;

  private ValueText() {}

  /**
   * A value as text.
   *
   * @param kind of its column, a kind of numbers
   * @param value not NaN
   * @return for example {@code 2026-01-31} for a date
   */
  public static String of(ColumnKind kind, double value) {
    return switch (kind) {
      case BOOLEAN -> value == 0 ? "false" : "true";
      case DATE -> LocalDate.ofEpochDay(Math.round(value)).toString();
      case TIMESTAMP -> timestamp(Math.round(value));
      default -> value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    };
  }

  /**
   * The value that a text stands for.
   *
   * @param kind of its column, a kind of numbers
   * @param text as {@link #of} gives it
   * @return the value as batches hold it
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  public static double parse(ColumnKind kind, String text) {
    try {
      return switch (kind) {
        case BOOLEAN -> truth(text);
        case DATE -> LocalDate.parse(text).toEpochDay();
        case TIMESTAMP -> micros(time(text.strip().replace(' ', 'T')));
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException | DateTimeParseException e) {
      throw new IllegalArgumentException(
          switch (kind) {
            case DATE -> "a date such as 2026-01-31";
            case TIMESTAMP -> "a time such as 2026-01-31 12:00:00, or a day";
            default -> "a number";
          },
          e);
    }
  }

  private static double truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> 1;
      case "false", "no" -> 0;
      default -> throw new IllegalArgumentException("true, false, yes or no");
    };
  }

  /** A day alone is its beginning. */
  private static LocalDateTime time(String text) {
    return text.contains("T") ? LocalDateTime.parse(text) : LocalDate.parse(text).atStartOfDay();
  }

  private static double micros(LocalDateTime time) {
    return (double) time.toEpochSecond(ZoneOffset.UTC) * MICROS + time.getNano() / 1000;
  }

  private static String timestamp(long micros) {
    int nanos = (int) Math.floorMod(micros, MICROS) * 1000;
    long seconds = Math.floorDiv(micros, MICROS);
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
    // As in files; toString would leave out seconds of 0.
    return time.toLocalDate() + " " + DateTimeFormatter.ISO_LOCAL_TIME.format(time);
  }
}
