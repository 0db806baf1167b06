package org.duetml.app.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duetml.app.screen.TextTable;

/** The figures of a {@link Bench} as text for people. */
public final class BenchText {
  private static final double LARGE = 1e5;
  private static final String ABSENT = "-";

  private BenchText() {}

  /**
   * Lines for fixed-width type.
   *
   * @param figures as {@link Bench#run} gives them
   * @return ended by a line feed
   */
  public static String of(Map<String, Object> figures) {
    StringBuilder text = new StringBuilder(facts((Map<?, ?>) figures.get("machine")));
    for (BenchPart part : BenchPart.values()) {
      if (figures.get(part.label()) instanceof List<?> rows) {
        text.append('\n').append(part.title()).append('\n').append(table(rows));
      }
    }
    text.append("\nmost memory of this run: ");
    return text.append(facts((Map<?, ?>) figures.get("memory"))).toString();
  }

  private static String facts(Map<?, ?> facts) {
    return facts.entrySet().stream()
        .map(fact -> readable(fact.getKey()) + " " + cell(fact.getValue()))
        .collect(Collectors.joining(", ", "", "\n"));
  }

  private static TextTable table(List<?> rows) {
    Set<Object> keys = new LinkedHashSet<>();
    rows.forEach(row -> keys.addAll(((Map<?, ?>) row).keySet()));
    TextTable table = new TextTable();
    table.row(keys.stream().map(BenchText::readable).toList());
    for (Object row : rows) {
      table.row(keys.stream().map(key -> cell(((Map<?, ?>) row).get(key))).toList());
    }
    return table;
  }

  private static String readable(Object key) {
    return key.toString().replace('_', ' ');
  }

  private static String cell(Object value) {
    return switch (value) {
      case null -> ABSENT;
      case Double number when Double.isNaN(number) -> ABSENT;
      case Double number when Math.abs(number) >= LARGE ->
          String.format(Locale.ROOT, "%.2f million", number / 1e6);
      case Double number when Math.abs(number) >= 100 -> String.format(Locale.ROOT, "%.0f", number);
      case Double number -> String.format(Locale.ROOT, "%.2f", number);
      case Map<?, ?> counts ->
          counts.entrySet().stream()
              .map(count -> count.getKey() + " " + count.getValue())
              .collect(Collectors.joining(", "));
      default -> value.toString();
    };
  }
}
