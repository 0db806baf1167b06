package org.duetml.tabular;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.IntFunction;

/**
 * Columns of texts most of which are numbers. DuckDB's detection calls some columns texts of which
 * every value is a number (with {@code inf} in the first row and a quoted empty field in another
 * column): they are read as numbers. Where a value is none, a user should know which: such a column
 * is learned as names, or left out as an identifier.
 */
final class TextNumbers {
  /** Rows whose values tell whether a column is one of numbers but for a few. */
  private static final int ROWS = 10_000;

  private final List<String> notices = new ArrayList<>();

  /** The values that keep columns from being numbers, a line each. */
  List<String> notices() {
    return notices;
  }

  /**
   * The types to use for columns that arrive as texts.
   *
   * @param database to ask
   * @param source whose columns they are
   * @param columns as detected
   * @return the same, but DOUBLE for texts that all are numbers
   */
  List<SourceColumn> types(DuckDb database, TableSource source, List<SourceColumn> columns)
      throws SQLException {
    List<SourceColumn> types = new ArrayList<>(columns);
    for (int place : most(database, source, columns, TextNumbers::withComma)) {
      notices.add(
          "column '%s' is read as names: most of its values are numbers with a decimal comma; write a point instead"
              .formatted(columns.get(place).name()));
    }
    for (int place : most(database, source, columns, TextNumbers::number)) {
      SourceColumn column = columns.get(place);
      List<List<String>> other = database.fetch(firstOther(source, place));
      if (other.isEmpty()) {
        types.set(place, new SourceColumn(column.name(), column.held(), "DOUBLE"));
      } else {
        notices.add(
            "column '%s' is read as names: row %,d holds '%s', and most others are numbers; mend it, or leave it empty where it is missing"
                .formatted(
                    column.name(), Long.parseLong(other.get(0).get(0)), other.get(0).get(1)));
      }
    }
    return List.copyOf(types);
  }

  /**
   * Places of the columns of texts for which more than half of the first values give something.
   *
   * @param expression of the column in a place; NULL for other values
   */
  private static List<Integer> most(
      DuckDb database,
      TableSource source,
      List<SourceColumn> columns,
      IntFunction<String> expression)
      throws SQLException {
    List<Integer> texts = new ArrayList<>();
    StringJoiner shares = new StringJoiner(", ");
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).type().equals("VARCHAR")) {
        texts.add(c);
        shares.add(
            "2 * count(%2$s) > count(%1$s)".formatted(ValueSql.reference(c), expression.apply(c)));
      }
    }
    if (texts.isEmpty()) {
      return texts;
    }
    List<String> answers =
        database
            .fetch("SELECT %s FROM (FROM %s LIMIT %d)".formatted(shares, source.rows(), ROWS))
            .get(0);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (Boolean.parseBoolean(answers.get(i))) {
        places.add(texts.get(i));
      }
    }
    return places;
  }

  private static String number(int column) {
    return "TRY_CAST(%s AS DOUBLE)".formatted(ValueSql.reference(column));
  }

  private static String withComma(int column) {
    return "nullif(regexp_full_match(%s, '[-+]?[0-9]+,[0-9]+'), false)"
        .formatted(ValueSql.reference(column));
  }

  private static String firstOther(TableSource source, int column) {
    return "SELECT row, %1$s FROM (SELECT row_number() OVER () AS row, %1$s FROM %2$s) WHERE %1$s IS NOT NULL AND %3$s IS NULL LIMIT 1"
        .formatted(ValueSql.reference(column), source.rows(), number(column));
  }
}
