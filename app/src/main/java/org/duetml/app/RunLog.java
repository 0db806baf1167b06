package org.duetml.app;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.LongSupplier;
import org.duetml.gcd.Phase;
import org.duetml.gcd.TrainingHistory;
import org.duetml.gcd.TrainingListener;

/**
 * Keeps what a training run logs, for {@code metrics.csv} and the pictures, and hands all of it on
 * to another listener.
 */
final class RunLog implements TrainingListener {
  private final TrainingListener next;
  private final LongSupplier nanoTime;
  private long start;
  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();

  /**
   * Begins the log.
   *
   * @param next is told the same
   * @param nanoTime the clock, {@link System#nanoTime}
   */
  RunLog(TrainingListener next, LongSupplier nanoTime) {
    this.next = next;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public void onIteration(Phase phase, int iteration, int iterations) {
    next.onIteration(phase, iteration, iterations);
  }

  @Override
  public void onSignals(Phase phase, int iteration, Map<String, Double> signals) {
    add(phase, iteration, (nanoTime.getAsLong() - start) / 1e9, signals);
    next.onSignals(phase, iteration, signals);
  }

  private void add(Phase phase, int iteration, double seconds, Map<String, Double> signals) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("phase", phase.label());
    row.put("iteration", iteration);
    row.put("seconds", seconds);
    row.putAll(signals);
    rows.add(row);
  }

  @Override
  public void onRestored(TrainingHistory history) {
    start = nanoTime.getAsLong() - (long) (history.seconds() * 1e9);
    rows.clear();
    history.rows().forEach(row -> add(row.phase(), row.iteration(), row.seconds(), row.signals()));
    messages.clear();
    messages.addAll(history.messages());
    next.onRestored(history);
  }

  @Override
  public void onMessage(String message) {
    messages.add(message);
    next.onMessage(message);
  }

  /** One map per logged iteration: phase, iteration, seconds since the start, then the signals. */
  List<Map<String, Object>> rows() {
    return List.copyOf(rows);
  }

  List<String> messages() {
    return List.copyOf(messages);
  }

  /** All rows as comma-separated values; a signal that a row does not have is empty in it. */
  void writeCsv(Writer writer) throws IOException {
    Set<String> columns = new LinkedHashSet<>(List.of("phase", "iteration", "seconds"));
    rows.forEach(row -> columns.addAll(row.keySet()));
    writer.write(String.join(",", columns) + "\n");
    for (Map<String, Object> row : rows) {
      StringJoiner line = new StringJoiner(",", "", "\n");
      columns.forEach(column -> line.add(String.valueOf(row.getOrDefault(column, ""))));
      writer.write(line.toString());
    }
  }
}
