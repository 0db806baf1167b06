package org.duetml.tabular;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Parquet files, JSON lines and queries, whose values arrive with their types. */
final class TypedSource implements TableSource {
  private static final String CANNOT_WRITE =
      "%s: expected one SELECT, since a query only reads; leave out what writes or sets something";

  private final DuckDb database;
  private final String name;
  private final String relation;
  private final List<SourceColumn> columns;
  private final TextDates dates = new TextDates();
  private List<SourceColumn> detected;

  private TypedSource(DuckDb database, String name, String relation, List<SourceColumn> columns) {
    this.database = database;
    this.name = name;
    this.relation = relation;
    this.columns = columns;
  }

  static TypedSource parquet(DuckDb database, String name, List<Path> files) throws IOException {
    String relation = "FROM read_parquet(%s)".formatted(list(files));
    return new TypedSource(database, name, relation, describe(database, name, relation));
  }

  /**
   * JSON lines: the types are found in one pass over all files and then held fixed, so that no
   * later pass guesses again. Dates arrive as texts, as JSON has them.
   */
  static TypedSource json(DuckDb database, String name, List<Path> files) throws IOException {
    String paths = list(files);
    List<SourceColumn> columns =
        describe(database, name, "FROM read_json(%s, sample_size = -1)".formatted(paths)).stream()
            .map(
                c ->
                    TextDates.isDate(c.type())
                        ? new SourceColumn(c.name(), "VARCHAR", c.type())
                        : c)
            .toList();
    String types =
        columns.stream()
            .map(column -> DuckDb.text(column.name()) + ": " + DuckDb.text(column.held()))
            .collect(Collectors.joining(", ", "{", "}"));
    String relation = "FROM read_json(%s, columns = %s)".formatted(paths, types);
    return new TypedSource(database, name, relation, columns);
  }

  /** The rows of a query, which may only read. */
  static TypedSource query(DuckDb database, String sql) throws IOException {
    requireSelect(database, sql);
    String relation = sql.strip().replaceFirst("(\\s*;)+$", "");
    return new TypedSource(database, sql, relation, describe(database, sql, relation));
  }

  /** Only a SELECT has a serial form, and each has one statement. */
  private static void requireSelect(DuckDb database, String sql) throws IOException {
    try {
      List<String> verdict =
          database
              .fetch(
                  ("SELECT json_extract_string(j, '$.error_type'),"
                          + " json_extract_string(j, '$.error_message'),"
                          + " json_array_length(j, '$.statements')"
                          + " FROM (SELECT json_serialize_sql(%s) AS j)")
                      .formatted(DuckDb.text(sql)))
              .get(0);
      if ("parser".equals(verdict.get(0))) {
        throw new TableException("SQL '%s': %s".formatted(sql, verdict.get(1)));
      }
      if (verdict.get(0) != null || !"1".equals(verdict.get(2))) {
        throw new TableException(CANNOT_WRITE.formatted("SQL '" + sql + "'"));
      }
    } catch (SQLException e) {
      throw DuckDbMessage.of("SQL '" + sql + "'", e);
    }
  }

  private static String list(List<Path> files) {
    return DuckDb.texts(files.stream().map(Path::toString).toList());
  }

  private static List<SourceColumn> describe(DuckDb database, String name, String relation)
      throws IOException {
    try {
      List<SourceColumn> columns = new ArrayList<>();
      for (List<String> row : database.fetch("DESCRIBE SELECT * FROM (" + relation + "\n)")) {
        columns.add(new SourceColumn(row.get(0), row.get(1), row.get(1)));
      }
      return List.copyOf(columns);
    } catch (SQLException e) {
      throw DuckDbMessage.of(name, e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<SourceColumn> columns() {
    return columns;
  }

  @Override
  public List<SourceColumn> detect() throws IOException {
    if (detected == null) {
      try {
        List<SourceColumn> found = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
          SourceColumn column = columns.get(c);
          String type =
              column.isText() ? dates.type(database, this, c, column.type()) : column.type();
          found.add(new SourceColumn(column.name(), column.held(), type));
        }
        detected = List.copyOf(found);
      } catch (SQLException e) {
        throw DuckDbMessage.of(name, e);
      }
    }
    return detected;
  }

  @Override
  public String rows() {
    String references =
        IntStream.range(0, columns.size())
            .mapToObj(ValueSql::reference)
            .collect(Collectors.joining(", "));
    return "(SELECT * FROM (%s\n)) AS source(%s)".formatted(relation, references);
  }

  @Override
  public List<String> notices() throws IOException {
    detect();
    return List.copyOf(dates.notices());
  }
}
