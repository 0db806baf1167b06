package org.duetml.tabular;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Columns of texts that a few values keep from being numbers: a user should know which value it is,
 * since such a column is learned as names or left out as an identifier.
 */
final class TextNumbers {
  /** Rows whose values tell whether a column is one of numbers but for a few. */
  private static final int ROWS = 10_000;

  private TextNumbers() {}

  /**
   * Looks for them.
   *
   * @param database to ask
   * @param source whose columns arrive as texts
   * @param columns as detected
   * @return a line for each column of which more than half of the first values are numbers
   */
  static List<String> notices(DuckDb database, TableSource source, List<SourceColumn> columns)
      throws SQLException {
    StringJoiner counts = new StringJoiner(", ");
    List<Integer> texts = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).type().equals("VARCHAR")) {
        texts.add(c);
        counts.add("2 * count(%2$s) > count(%1$s)".formatted(ValueSql.reference(c), number(c)));
      }
    }
    List<String> notices = new ArrayList<>();
    if (texts.isEmpty()) {
      return notices;
    }
    List<String> numbers =
        database
            .fetch("SELECT %s FROM (FROM %s LIMIT %d)".formatted(counts, source.rows(), ROWS))
            .get(0);
    for (int i = 0; i < texts.size(); i++) {
      if (Boolean.parseBoolean(numbers.get(i))) {
        notices.addAll(offender(database, source, texts.get(i), columns.get(texts.get(i))));
      }
    }
    return notices;
  }

  private static String number(int column) {
    return "TRY_CAST(%s AS DOUBLE)".formatted(ValueSql.reference(column));
  }

  private static List<String> offender(
      DuckDb database, TableSource source, int place, SourceColumn column) throws SQLException {
    String value = ValueSql.reference(place);
    return database
        .fetch(
            "SELECT row, %1$s FROM (SELECT row_number() OVER () AS row, %1$s FROM %2$s) WHERE %1$s IS NOT NULL AND %3$s IS NULL LIMIT 1"
                .formatted(value, source.rows(), number(place)))
        .stream()
        .map(
            found ->
                "column '%s' is read as names: row %,d holds '%s', and most others are numbers; mend it, or leave it empty where it is missing"
                    .formatted(column.name(), Long.parseLong(found.get(0)), found.get(1)))
        .toList();
  }
}
