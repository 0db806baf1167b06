package org.duetml.app.screen;

import java.io.PrintWriter;

/** One line of a terminal that is rewritten; other lines appear above it. */
final class StatusLine {
  private static final String ERASE_TO_END = "\u001b[K";

  private final PrintWriter out;
  private final int columns;
  private boolean open;

  StatusLine(PrintWriter out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  /** Shows this in place of what the line said; cut off where the terminal ends. */
  void rewrite(String line) {
    out.print("\r" + line.substring(0, Math.min(line.length(), columns - 1)) + ERASE_TO_END);
    out.flush();
    open = true;
  }

  /** Writes a line that stays. */
  void print(String line) {
    erase();
    out.println(line);
    out.flush();
  }

  /** Leaves a clean line. */
  void erase() {
    if (open) {
      out.print("\r" + ERASE_TO_END);
      out.flush();
      open = false;
    }
  }
}
