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

  private final StatusLine line;
  private final Style style;
  private final LongSupplier nanoTime;
  private final WorkEstimate estimate;
  private final long start;
  private final Map<String, Double> signals = new HashMap<>();
  private Phase phase;
  private long phaseStart;
  private long shownAt;

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
    this.line = new StatusLine(out, columns);
    this.style = style;
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
      line.rewrite(liveLine(iteration, iterations));
      shownAt = now;
    } else if (style == Style.PLAIN && (last || now - shownAt >= PLAIN_NANOS)) {
      line.print(last ? endLine(iterations, now) : plainLine(iteration, iterations));
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
    line.print(message);
  }

  /**
   * Says what happens besides training.
   *
   * @param what for example {@code measuring}
   */
  public void stage(String what) {
    switch (style) {
      case LIVE -> line.rewrite(what);
      case PLAIN -> line.print(what);
      case QUIET -> {}
    }
  }

  /** Leaves a clean line. */
  @Override
  public void close() {
    line.erase();
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
            TimeLeft.of(estimate.secondsLeft()),
            latestSignals());
  }

  private String plainLine(int iteration, int iterations) {
    return "%s: iteration %d of %d%s%s"
        .formatted(
            phase.label(),
            iteration,
            iterations,
            TimeLeft.of(estimate.secondsLeft()),
            latestSignals());
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

  private String latestSignals() {
    return latest("energy gap", Signals.ENERGY_GAP)
        + latest("sliced W2", Signals.SLICED_WASSERSTEIN);
  }

  private String latest(String label, String name) {
    Double value = signals.get(name);
    return value == null ? "" : String.format(Locale.ROOT, ", %s %.4f", label, value);
  }
}
