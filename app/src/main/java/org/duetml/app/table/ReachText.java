package org.duetml.app.table;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.encoding.ValueText;

/** What the values of a model's column can be, for messages. */
final class ReachText {
  private static final int SHOWN = 10;

  private ReachText() {}

  /** For example {@code lies from 1 to 5} or {@code is one of a, b}. */
  static String of(ColumnKind kind, List<Object> reach) {
    String missing = reach.stream().anyMatch(Objects::isNull) ? " or is missing" : "";
    List<Object> known = reach.stream().filter(Objects::nonNull).toList();
    if (known.isEmpty()) {
      return "has no values";
    }
    if (kind.isNumber()) {
      double[] ends = known.stream().mapToDouble(Double.class::cast).sorted().toArray();
      return "lies from %s to %s"
              .formatted(ValueText.of(kind, ends[0]), ValueText.of(kind, ends[ends.length - 1]))
          + missing;
    }
    return levels(known, missing);
  }

  /**
   * For a number between the ends that is none of the values.
   *
   * @param kind of the column
   * @param values some of its values, among them the nearest
   * @param number what was asked for
   * @return for example {@code , the nearest being 10 and 20}; empty beyond the ends
   */
  static String nearest(ColumnKind kind, double[] values, double number) {
    OptionalDouble below = Arrays.stream(values).filter(value -> value < number).max();
    OptionalDouble above = Arrays.stream(values).filter(value -> value > number).min();
    return below.isPresent() && above.isPresent()
        ? ", the nearest being %s and %s"
            .formatted(
                ValueText.of(kind, below.getAsDouble()), ValueText.of(kind, above.getAsDouble()))
        : "";
  }

  private static String levels(List<Object> known, String missing) {
    StringJoiner shown = new StringJoiner(", ");
    known.stream().limit(SHOWN).forEach(level -> shown.add((String) level));
    return "is one of " + shown + (known.size() > SHOWN ? ", ..." : "") + missing;
  }
}
