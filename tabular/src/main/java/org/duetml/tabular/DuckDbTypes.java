package org.duetml.tabular;

import java.util.Optional;

/** What DuckDB's types mean for us. */
final class DuckDbTypes {
  private DuckDbTypes() {}

  /**
   * The kind of a column.
   *
   * @param type DuckDB's name of its type
   * @return empty for lists, structs, blobs and the like, which are no single value
   */
  static Optional<ColumnKind> kind(String type) {
    if (type.endsWith("]") || type.contains("(") && !type.matches("(DECIMAL|ENUM)\\(.*\\)")) {
      return Optional.empty();
    }
    return switch (type.replaceFirst("\\(.*", "")) {
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT" -> Optional.of(ColumnKind.INTEGER);
      case "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT" ->
          Optional.of(ColumnKind.INTEGER);
      case "FLOAT", "DOUBLE", "DECIMAL" -> Optional.of(ColumnKind.NUMERIC);
      case "BOOLEAN" -> Optional.of(ColumnKind.BOOLEAN);
      case "DATE" -> Optional.of(ColumnKind.DATE);
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
          Optional.of(ColumnKind.TIMESTAMP);
      case "TIMESTAMP WITH TIME ZONE" -> Optional.of(ColumnKind.TIMESTAMP);
      case "VARCHAR", "ENUM", "UUID", "TIME", "TIME_NS", "TIME WITH TIME ZONE", "\"NULL\"" ->
          Optional.of(ColumnKind.CATEGORICAL);
      default -> Optional.empty();
    };
  }

  /** Whether values of a type can be read as a kind; texts are tried one by one. */
  static boolean canRead(SourceColumn column, ColumnKind kind) {
    if (column.isText() || kind == ColumnKind.CATEGORICAL) {
      return true;
    }
    Optional<ColumnKind> own = kind(column.held());
    return own.isPresent()
        && switch (kind) {
          case NUMERIC, INTEGER ->
              own.get() == ColumnKind.NUMERIC
                  || own.get() == ColumnKind.INTEGER
                  || own.get() == ColumnKind.BOOLEAN;
          case DATE, TIMESTAMP -> own.get() == ColumnKind.DATE || own.get() == ColumnKind.TIMESTAMP;
          case BOOLEAN, CATEGORICAL -> own.get() == kind;
        };
  }
}
