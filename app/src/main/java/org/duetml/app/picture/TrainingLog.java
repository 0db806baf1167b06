package org.duetml.app.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The rows of a run's log as curves over the iterations of all phases in a row. */
public final class TrainingLog {
  /**
   * A phase's place on the common axis of iterations.
   *
   * @param name as in the log
   * @param from iterations before it
   * @param to iterations up to its end
   */
  public record Span(String name, double from, double to) {}

  /** A measured value. */
  public record Point(double iteration, double value) {}

  private final List<Map<String, Object>> rows;
  private final Map<String, Span> spans = new LinkedHashMap<>();

  /**
   * Reads the rows.
   *
   * @param rows as in {@link PictureData#log()}
   * @throws IllegalArgumentException if a row has no number of its iteration
   */
  public TrainingLog(List<Map<String, Object>> rows) {
    this.rows = rows;
    Map<String, Double> lengths = new LinkedHashMap<>();
    for (Map<String, Object> row : rows) {
      lengths.merge(phase(row), iteration(row), Math::max);
    }
    double end = 0;
    for (Map.Entry<String, Double> length : lengths.entrySet()) {
      double start = end;
      end += length.getValue();
      spans.put(length.getKey(), new Span(length.getKey(), start, end));
    }
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * The phases in the order in which they ran.
   *
   * @return each once
   */
  public List<Span> spans() {
    return List.copyOf(spans.values());
  }

  /**
   * The names of all signals that begin with a text.
   *
   * @param prefix the text
   * @return shorter ones first, so by number
   */
  public List<String> names(String prefix) {
    TreeSet<String> names =
        new TreeSet<>(
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    for (Map<String, Object> row : rows) {
      row.keySet().stream().filter(name -> name.startsWith(prefix)).forEach(names::add);
    }
    return List.copyOf(names);
  }

  /**
   * The finite values of a signal.
   *
   * @param signal its name
   * @return one list per phase in which there are any
   */
  public Map<Span, List<Point>> curve(String signal) {
    Map<Span, List<Point>> pieces = new LinkedHashMap<>();
    for (Map<String, Object> row : rows) {
      if (row.get(signal) instanceof Number number && Double.isFinite(number.doubleValue())) {
        Span span = spans.get(phase(row));
        pieces
            .computeIfAbsent(span, any -> new ArrayList<>())
            .add(new Point(span.from() + iteration(row), number.doubleValue()));
      }
    }
    return pieces;
  }

  private static String phase(Map<String, Object> row) {
    return String.valueOf(row.get("phase"));
  }

  private static double iteration(Map<String, Object> row) {
    if (row.get("iteration") instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "a row of the log has iteration = %s: expected a number".formatted(row.get("iteration")));
  }
}
