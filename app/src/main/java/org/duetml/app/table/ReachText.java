package org.duetml.app.table;

import java.util.List;
import java.util.Objects;
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
    StringJoiner shown = new StringJoiner(", ");
    known.stream().limit(SHOWN).forEach(level -> shown.add((String) level));
    return "is one of " + shown + (known.size() > SHOWN ? ", ..." : "") + missing;
  }
}
