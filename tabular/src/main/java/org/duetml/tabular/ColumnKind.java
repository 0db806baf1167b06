package org.duetml.tabular;

/** What the values of a column are, which decides how they are read, encoded and written. */
public enum ColumnKind {
  /** Real numbers. */
  NUMERIC("DOUBLE"),
  /** Whole numbers; generated ones are whole as well. */
  INTEGER("BIGINT"),
  /** {@code true} or {@code false}, held as 1 and 0. */
  BOOLEAN("BOOLEAN"),
  /** Days, held as days since 1970-01-01. */
  DATE("DATE"),
  /** Instants without a zone, held as microseconds since 1970-01-01T00:00. */
  TIMESTAMP("TIMESTAMP"),
  /** Names without an order, held as texts. */
  CATEGORICAL("VARCHAR");

  private final String type;

  ColumnKind(String type) {
    this.type = type;
  }

  /** DuckDB's name of the type in which files hold values of this kind. */
  String type() {
    return type;
  }

  /**
   * Whether values are held as numbers, and not as texts.
   *
   * @return false for {@link #CATEGORICAL} alone
   */
  public boolean isNumber() {
    return this != CATEGORICAL;
  }
}
