package org.duetml.tabular.encoding;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
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

  private static String timestamp(long micros) {
    int nanos = (int) Math.floorMod(micros, MICROS) * 1000;
    long seconds = Math.floorDiv(micros, MICROS);
    return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC).toString();
  }
}
