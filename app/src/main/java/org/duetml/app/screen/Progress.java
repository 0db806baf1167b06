package org.duetml.app.screen;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Phase;
import org.duetml.gcd.Signals;
import org.duetml.gcd.TrainingListener;

/**
 * Shows how far a training run is: on a terminal one line that is rewritten, elsewhere a plain line
 * now and then. Messages get lines of their own.
 */
public final class Progress implements TrainingListener, AutoCloseable {
  /** How often something is shown. */
  public enum Style {
    /** Only messages. */
    QUIET,
    /** A line every ten seconds and at the end of each phase. */
    PLAIN,
    /** One line, rewritten ten times a second. */
    LIVE
  }

  private static final long LIVE_NANOS = 100_000_000L;
  private static final long PLAIN_NANOS = 10_000_000_000L;
  private static final int BAR_CHARACTERS = 12;
  private static final String ERASE_TO_END = "\u001b[K";

  private final PrintWriter out;
  private final Style style;
  private final int columns;
  private final LongSupplier nanoTime;
  private final WorkEstimate estimate;
  private final long start;
  private final Map<String, Double> signals = new HashMap<>();
  private Phase phase;
  private long phaseStart;
  private long shownAt;
  private boolean lineOpen;

  /**
   * Begins to watch.
   *
   * @param out the error stream
   * @param style how often something is shown
   * @param columns width of the terminal
   * @param config of the run
   * @param phases what will run
   * @param nanoTime the clock, {@link System#nanoTime}
   */
  public Progress(
      PrintWriter out,
      Style style,
      int columns,
      DuetConfig config,
      Set<Phase> phases,
      LongSupplier nanoTime) {
    this.out = out;
    this.style = style;
    this.columns = columns;
    this.nanoTime = nanoTime;
    this.estimate = new WorkEstimate(config, phases);
    this.start = nanoTime.getAsLong();
    this.shownAt = start;
  }

  @Override
  public void onIteration(Phase running, int iteration, int iterations) {
    long now = nanoTime.getAsLong();
    if (running != phase) {
      begin(running, now);
    }
    estimate.update(running, iteration / (double) iterations, (now - start) / 1e9);
    boolean last = iteration == iterations;
    if (style == Style.LIVE && (last || now - shownAt >= LIVE_NANOS)) {
      rewrite(liveLine(iteration, iterations));
      shownAt = now;
    } else if (style == Style.PLAIN && (last || now - shownAt >= PLAIN_NANOS)) {
      print(last ? endLine(iterations, now) : plainLine(iteration, iterations));
      shownAt = now;
    }
  }

  private void begin(Phase next, long now) {
    phase = next;
    phaseStart = now;
    signals.clear();
  }

  @Override
  public void onSignals(Phase running, int iteration, Map<String, Double> values) {
    signals.putAll(values);
  }

  @Override
  public void onMessage(String message) {
    eraseLine();
    print(message);
  }

  /**
   * Says what happens besides training.
   *
   * @param what for example {@code measuring}
   */
  public void stage(String what) {
    switch (style) {
      case LIVE -> rewrite(what);
      case PLAIN -> print(what);
      case QUIET -> {}
    }
  }

  /** Leaves a clean line. */
  @Override
  public void close() {
    eraseLine();
    out.flush();
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }

  private void rewrite(String line) {
    out.print("\r" + line.substring(0, Math.min(line.length(), columns - 1)) + ERASE_TO_END);
    out.flush();
    lineOpen = true;
  }

  private void eraseLine() {
    if (lineOpen) {
      out.print("\r" + ERASE_TO_END);
      lineOpen = false;
    }
  }

  private String liveLine(int iteration, int iterations) {
    int filled = BAR_CHARACTERS * iteration / iterations;
    return "%-11s [%s%s] %d/%d%s%s"
        .formatted(
            phase.label(),
            "=".repeat(filled),
            " ".repeat(BAR_CHARACTERS - filled),
            iteration,
            iterations,
            timeLeft(),
            latestSignals());
  }

  private String plainLine(int iteration, int iterations) {
    return "%s: iteration %d of %d%s%s"
        .formatted(phase.label(), iteration, iterations, timeLeft(), latestSignals());
  }

  private String endLine(int iterations, long now) {
    return String.format(
        Locale.ROOT,
        "%s: %d iterations in %.1f s%s",
        phase.label(),
        iterations,
        (now - phaseStart) / 1e9,
        latestSignals());
  }

  private String timeLeft() {
    double left = estimate.secondsLeft();
    if (Double.isNaN(left)) {
      return "";
    }
    long seconds = Math.round(left);
    return seconds < 3600
        ? String.format(Locale.ROOT, ", %d:%02d left", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, ", %d h %02d min left", seconds / 3600, seconds / 60 % 60);
  }

  private String latestSignals() {
    return latest("energy gap", Signals.ENERGY_GAP)
        + latest("sliced W2", Signals.SLICED_WASSERSTEIN);
  }

  private String latest(String label, String name) {
    Double value = signals.get(name);
    return value == null ? "" : String.format(Locale.ROOT, ", %s %.4f", label, value);
  }
}
