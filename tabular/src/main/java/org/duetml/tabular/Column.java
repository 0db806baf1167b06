package org.duetml.tabular;

/**
 * A column of a table.
 *
 * @param name as in the table, not empty
 * @param kind what its values are
 */
public record Column(String name, ColumnKind kind) {
  /** Refuses a column without a name. */
  public Column {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a column has no name: expected at least one character");
    }
  }
}
