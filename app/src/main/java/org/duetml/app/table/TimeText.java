package org.duetml.app.table;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duetml.app.UsageException;

/** Times as users write them. */
final class TimeText {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smh])");
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  private TimeText() {}

  /** A time such as {@code 90s}, {@code 2m} or {@code 1h}. */
  static Duration parse(String option, String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration time =
          switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
          };
      if (time.compareTo(SHORTEST) >= 0) {
        return time;
      }
    }
    throw new UsageException(
        "%s %s: expected a time of at least 5s, for example 90s, 2m or 1h".formatted(option, text));
  }
}
