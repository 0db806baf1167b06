package org.duetml.config;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often something is done in a training: by the clock, by iterations, or never. Immutable. */
public final class Interval {
  /** What may be written, for messages. */
  static final String ALLOWED =
      "a time such as 30s, 1m or 2h, a number of iterations, or 0 for none";

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(s|m|h)?");

  private final long count;
  private final String unit;

  private Interval(long count, String unit) {
    this.count = count;
    this.unit = unit;
  }

  /**
   * Reads an interval.
   *
   * @param text for example {@code 30s}, {@code 1m}, {@code 2h}, {@code 500} (iterations) or {@code
   *     0}
   * @return the interval
   * @throws IllegalArgumentException if the text is none
   */
  public static Interval parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'%s': expected %s".formatted(text, ALLOWED));
    }
    String unit = Objects.requireNonNullElse(matcher.group(2), "");
    return new Interval(Long.parseLong(matcher.group(1)), unit);
  }

  /**
   * The time between two times that it is done.
   *
   * @return seconds, 0 where it goes by iterations or is never done
   */
  public long seconds() {
    return switch (unit) {
      case "s" -> count;
      case "m" -> 60 * count;
      case "h" -> 3600 * count;
      default -> 0;
    };
  }

  /**
   * The iterations between two times that it is done.
   *
   * @return 0 where it goes by the clock or is never done
   */
  public long iterations() {
    return unit.isEmpty() ? count : 0;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return count + unit;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Interval interval && toString().equals(interval.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
