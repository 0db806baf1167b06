package org.duetml.tabular;

import java.util.Objects;

/**
 * A column of a table.
 *
 * @param name as in the table, not empty
 * @param kind what its values are
 * @param type how files hold its values, in the words of DuckDB; texts of another type than VARCHAR
 *     are turned into it when they are written
 */
public record Column(String name, ColumnKind kind, String type) {
  /** Refuses a column without a name, kind or type. */
  public Column {
    Objects.requireNonNull(kind, "a column has no kind");
    Objects.requireNonNull(type, "a column has no type");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a column has no name: expected at least one character");
    }
  }

  /**
   * A column that files hold as is usual for its kind.
   *
   * @param name as in the table, not empty
   * @param kind what its values are
   */
  public Column(String name, ColumnKind kind) {
    this(name, kind, kind.type());
  }
}
