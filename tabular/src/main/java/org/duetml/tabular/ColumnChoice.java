package org.duetml.tabular;

import java.util.ArrayList;
import java.util.List;
import org.duetml.config.Closest;

/**
 * What a user says about columns against what was detected.
 *
 * @param numeric names of columns to read as {@link ColumnKind#NUMERIC}
 * @param categorical names of columns to read as {@link ColumnKind#CATEGORICAL}
 * @param exclude names of columns to leave out
 */
public record ColumnChoice(List<String> numeric, List<String> categorical, List<String> exclude) {
  /** Everything as detected. */
  public static final ColumnChoice AS_DETECTED = new ColumnChoice(List.of(), List.of(), List.of());

  /** Copies the lists and refuses a column that is named in two of them. */
  public ColumnChoice {
    numeric = List.copyOf(numeric);
    categorical = List.copyOf(categorical);
    exclude = List.copyOf(exclude);
    requireApart("numeric", numeric, "categorical", categorical);
    requireApart("numeric", numeric, "exclude", exclude);
    requireApart("categorical", categorical, "exclude", exclude);
  }

  private static void requireApart(String one, List<String> a, String other, List<String> b) {
    for (String name : a) {
      if (b.contains(name)) {
        throw new TableUsageException(
            "column '%s' is named in %s and in %s: expected one of them"
                .formatted(name, one, other));
      }
    }
  }

  /** The kind of a column as chosen, or else as detected. */
  ColumnKind kind(String name, ColumnKind detected) {
    if (numeric.contains(name)) {
      return ColumnKind.NUMERIC;
    }
    return categorical.contains(name) ? ColumnKind.CATEGORICAL : detected;
  }

  /** Refuses names that the table has not. */
  void requireKnown(String table, List<String> names) {
    List<String> chosen = new ArrayList<>(numeric);
    chosen.addAll(categorical);
    chosen.addAll(exclude);
    for (String name : chosen) {
      if (!names.contains(name)) {
        throw new TableUsageException(
            "%s: has no column '%s'; did you mean '%s'?"
                .formatted(table, name, Closest.to(name, names)));
      }
    }
  }
}
