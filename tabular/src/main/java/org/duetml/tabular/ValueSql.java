package org.duetml.tabular;

/**
 * Values in the words of DuckDB: each number as a DOUBLE and each name as a VARCHAR, with NULL or
 * NaN where a value is missing. A text that is no value of its kind becomes infinite, so that the
 * reader finds it without a look at every text.
 */
final class ValueSql {
  private ValueSql() {}

  /** How column number {@code index} is called in {@link TableSource#rows}. */
  static String reference(int index) {
    return "c" + index;
  }

  /** The column's values as a kind. */
  static String value(SourceColumn column, int index, ColumnKind kind) {
    String value = reference(index);
    return switch (kind) {
      case CATEGORICAL -> column.isText() ? value : "CAST(%s AS VARCHAR)".formatted(value);
      case NUMERIC, INTEGER ->
          column.isText()
              ? orInfinite("TRY_CAST(%s AS DOUBLE)".formatted(value), value)
              : "CAST(%s AS DOUBLE)".formatted(value);
      case BOOLEAN -> orInfinite("CAST(TRY_CAST(%s AS BOOLEAN) AS DOUBLE)".formatted(value), value);
      case DATE ->
          orInfinite(
              "CAST(TRY_CAST(%s AS DATE) - DATE '1970-01-01' AS DOUBLE)".formatted(value), value);
      case TIMESTAMP -> orInfinite(microseconds(column, value), value);
    };
  }

  /** Texts may end with an offset such as +02:00, which only a type with a zone heeds. */
  private static String microseconds(SourceColumn column, String value) {
    String type = column.isText() ? "TIMESTAMPTZ" : "TIMESTAMP";
    return "CAST(epoch_us(TRY_CAST(%s AS %s)) AS DOUBLE)".formatted(value, type);
  }

  private static String orInfinite(String number, String value) {
    return "COALESCE(%s, CASE WHEN %s IS NOT NULL THEN CAST('infinity' AS DOUBLE) END)"
        .formatted(number, value);
  }
}
