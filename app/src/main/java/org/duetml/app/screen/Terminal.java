package org.duetml.app.screen;

import org.duetml.app.screen.Progress.Style;

/**
 * What is known of the error stream.
 *
 * @param live whether it is a terminal on which a line can be rewritten
 * @param columns its width
 */
public record Terminal(boolean live, int columns) {
  private static final int USUAL_COLUMNS = 80;

  /**
   * The terminal of this process. Java cannot tell whether its error stream is one, so the launcher
   * says it with the system property {@code duet.columns}: the terminal's width.
   *
   * @return not live without the property
   */
  public static Terminal detect() {
    int columns = Integer.getInteger("duet.columns", 0);
    return columns > 0 ? new Terminal(true, columns) : new Terminal(false, USUAL_COLUMNS);
  }

  /**
   * How progress is shown on it.
   *
   * @param quiet whether the user wants to see none
   * @return the style
   */
  public Style style(boolean quiet) {
    if (quiet) {
      return Style.QUIET;
    }
    return live ? Style.LIVE : Style.PLAIN;
  }
}
