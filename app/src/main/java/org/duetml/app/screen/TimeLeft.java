package org.duetml.app.screen;

import java.util.Locale;

/** How long something still takes, in words. */
final class TimeLeft {
  private static final int HOUR = 3600;

  private TimeLeft() {}

  /**
   * To be put behind other words.
   *
   * @param seconds NaN while nothing is known
   * @return for example {@code , 3:05 left}; empty for NaN
   */
  static String of(double seconds) {
    if (Double.isNaN(seconds)) {
      return "";
    }
    long whole = Math.round(seconds);
    return whole < HOUR
        ? String.format(Locale.ROOT, ", %d:%02d left", whole / 60, whole % 60)
        : String.format(Locale.ROOT, ", %d h %02d min left", whole / HOUR, whole / 60 % 60);
  }
}
