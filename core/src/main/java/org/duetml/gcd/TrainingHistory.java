package org.duetml.gcd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/**
 * What a training has told its listener, and how long it has run, interruptions not counted. Not
 * thread-safe.
 */
public final class TrainingHistory implements Stateful {
  private final List<Row> rows = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private long start = System.nanoTime();

  /**
   * One logged iteration.
   *
   * @param phase what ran
   * @param iteration how many were done, from 1
   * @param seconds since the training began
   * @param signals values by the names of {@link Signals}, in a stable order
   */
  public record Row(Phase phase, int iteration, double seconds, Map<String, Double> signals) {
    private String encode() {
      StringJoiner text = new StringJoiner(" ");
      text.add(phase.name()).add(Integer.toString(iteration)).add(Double.toString(seconds));
      signals.forEach((name, value) -> text.add(name).add(Double.toString(value)));
      return text.toString();
    }

    private static Row decode(String text) {
      String[] parts = text.split(" ");
      if (parts.length < 3 || parts.length % 2 == 0) {
        throw new IllegalArgumentException(refusal(text));
      }
      try {
        Map<String, Double> signals = new LinkedHashMap<>();
        for (int i = 3; i < parts.length; i += 2) {
          signals.put(parts[i], Double.valueOf(parts[i + 1]));
        }
        double seconds = Double.parseDouble(parts[2]);
        return new Row(Phase.valueOf(parts[0]), Integer.parseInt(parts[1]), seconds, signals);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(refusal(text), e);
      }
    }

    private static String refusal(String text) {
      return "the history holds the row '%s': expected a phase, an iteration, seconds and signals"
          .formatted(text);
    }
  }

  TrainingHistory() {}

  void add(Phase phase, int iteration, Map<String, Double> signals) {
    rows.add(new Row(phase, iteration, seconds(), signals));
  }

  void add(String message) {
    messages.add(message);
  }

  int rowCount() {
    return rows.size();
  }

  /** Forgets all but the first rows. */
  void keepRows(int count) {
    rows.subList(Math.min(count, rows.size()), rows.size()).clear();
  }

  /**
   * All logged iterations.
   *
   * @return in their order
   */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /**
   * All messages.
   *
   * @return in their order
   */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  /**
   * How long the training has run.
   *
   * @return seconds
   */
  public double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void state(StateVisitor visitor) {
    double seconds = visitor.number("seconds", seconds());
    List<String> lines =
        lines(visitor.text("rows", joined(rows.stream().map(Row::encode).toList())));
    List<String> told = lines(visitor.text("messages", joined(messages)));
    visitor.afterRestoring(
        () -> {
          start = System.nanoTime() - (long) (seconds * 1e9);
          rows.clear();
          lines.forEach(line -> rows.add(Row.decode(line)));
          messages.clear();
          messages.addAll(told);
        });
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines);
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }
}
