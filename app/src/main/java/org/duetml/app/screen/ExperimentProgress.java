package org.duetml.app.screen;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.duetml.app.experiment.Cell;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.ExperimentListener;
import org.duetml.app.screen.Progress.Style;

/**
 * Shows how far an experiment is: on a terminal one line that is rewritten, elsewhere a plain line
 * now and then. Failures get lines of their own.
 */
public final class ExperimentProgress implements ExperimentListener, AutoCloseable {
  private static final double PLAIN_SECONDS = 10;

  private final StatusLine line;
  private final Style style;
  private final LongSupplier nanoTime;
  private final Set<String> running = new LinkedHashSet<>();
  private long start;
  private double shownAt;
  private int alreadyDone;
  private int done;
  private int total;

  /**
   * Begins to watch.
   *
   * @param out the error stream
   * @param style how often something is shown
   * @param columns width of the terminal
   * @param nanoTime the clock, {@link System#nanoTime}
   */
  public ExperimentProgress(PrintWriter out, Style style, int columns, LongSupplier nanoTime) {
    this.line = new StatusLine(out, columns);
    this.style = style;
    this.nanoTime = nanoTime;
  }

  @Override
  public void onStart(int cellsAlreadyDone, int cells) {
    start = nanoTime.getAsLong();
    alreadyDone = cellsAlreadyDone;
    done = cellsAlreadyDone;
    total = cells;
    if (style != Style.QUIET && alreadyDone > 0) {
      line.print("%d of %d cells are done already".formatted(alreadyDone, total));
    }
  }

  @Override
  public void onBegin(Cell cell) {
    running.add(name(cell.label(), cell.seed()));
    show();
  }

  @Override
  public void onCell(CellResult result, int cellsDone, int cells) {
    done = cellsDone;
    String name = name(result.label(), result.seed());
    running.remove(name);
    result.failure().ifPresent(failure -> line.print(name + ": " + failure));
    show();
  }

  private static String name(String label, long seed) {
    return "%s, seed %d".formatted(label, seed);
  }

  private void show() {
    double seconds = (nanoTime.getAsLong() - start) / 1e9;
    String now = "%d/%d cells%s".formatted(done, total, TimeLeft.of(secondsLeft(seconds)));
    if (style == Style.LIVE) {
      line.rewrite(running.isEmpty() ? now : now + ", running: " + String.join("; ", running));
    } else if (style == Style.PLAIN && (done == total || seconds - shownAt >= PLAIN_SECONDS)) {
      line.print(now);
      shownAt = seconds;
    }
  }

  /** The cells to come at the rate of those of this run; NaN where there is nothing to say. */
  private double secondsLeft(double seconds) {
    int measured = done - alreadyDone;
    boolean known = measured > 0 && done < total;
    return known ? seconds / measured * (total - done) : Double.NaN;
  }

  /** Leaves a clean line. */
  @Override
  public void close() {
    line.erase();
  }
}
