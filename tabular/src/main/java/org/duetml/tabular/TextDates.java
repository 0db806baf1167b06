package org.duetml.tabular;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * DuckDB's detection recognises dates in more orders of day, month and year than can be told apart
 * value by value. We read those of ISO 8601; a column of others stays a column of texts.
 */
final class TextDates {
  private final List<String> notices = new ArrayList<>();

  /** What was decided against DuckDB's detection, a line each. */
  List<String> notices() {
    return notices;
  }

  /**
   * The type to use for a column that arrives as texts.
   *
   * @param database to ask
   * @param source whose column it is
   * @param column its place, from 0
   * @param detected DuckDB's name of the type
   * @return {@code detected}, or VARCHAR for dates that are not ISO's
   */
  String type(DuckDb database, TableSource source, int column, String detected)
      throws SQLException {
    if (!isDate(detected)) {
      return detected;
    }
    String text = ValueSql.reference(column);
    List<List<String>> other =
        database.fetch(
            "SELECT %s FROM %s WHERE %s IS NOT NULL AND TRY_CAST(%s AS %s) IS NULL LIMIT 1"
                .formatted(text, source.rows(), text, text, detected));
    if (other.isEmpty()) {
      return detected;
    }
    notices.add(
        "column '%s' is read as names: only dates such as 2026-11-23 are known, not '%s'"
            .formatted(source.columns().get(column).name(), other.get(0).get(0)));
    return "VARCHAR";
  }

  static boolean isDate(String type) {
    return type.equals("DATE") || type.startsWith("TIMESTAMP");
  }
}
