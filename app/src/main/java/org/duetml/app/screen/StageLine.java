package org.duetml.app.screen;

import java.io.PrintWriter;
import org.duetml.app.screen.Progress.Style;

/** Says what is done now: on a terminal on one line that is rewritten, elsewhere line by line. */
public final class StageLine implements AutoCloseable {
  private final StatusLine line;
  private final Style style;

  /**
   * Nothing is shown yet.
   *
   * @param out the error stream
   * @param style how it is shown
   * @param columns width of the terminal
   */
  public StageLine(PrintWriter out, Style style, int columns) {
    this.line = new StatusLine(out, columns);
    this.style = style;
  }

  /**
   * Shows a stage in place of the one before.
   *
   * @param stage what is done now
   */
  public void show(String stage) {
    switch (style) {
      case LIVE -> line.rewrite(stage);
      case PLAIN -> line.print(stage);
      case QUIET -> {}
    }
  }

  /** Leaves a clean line. */
  @Override
  public void close() {
    line.erase();
  }
}
