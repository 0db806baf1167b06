package org.duetml.tabular;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * A database of its own, in memory, with nothing in it: only a way to read and write files. It
 * works on one thread, so that the order of rows is a function of the question alone; a second one
 * reads no faster, since fetching the rows takes longer than finding them. Not safe for concurrent
 * use.
 */
final class DuckDb implements AutoCloseable {
  /** What DuckDB may hold outside the heap; sorting and grouping spill to files beyond it. */
  private static final String MEMORY = "512MB";

  private final DuckDBConnection connection;

  private DuckDb(DuckDBConnection connection) {
    this.connection = connection;
  }

  static DuckDb open() throws IOException {
    try {
      DuckDb database =
          new DuckDb(DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class));
      Path spill =
          Path.of(System.getProperty("java.io.tmpdir"), "duet-" + ProcessHandle.current().pid());
      database.run("SET threads = 1");
      database.run("SET memory_limit = " + text(MEMORY));
      database.run("SET temp_directory = " + text(spill.toString()));
      database.run("SET TimeZone = 'UTC'");
      database.run("SET autoinstall_known_extensions = false");
      return database;
    } catch (SQLException | UnsatisfiedLinkError e) {
      throw new TableException("DuckDB, which reads tables, does not start: " + e.getMessage(), e);
    }
  }

  DuckDBConnection connection() {
    return connection;
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** All rows of a small result, null where a value is missing. */
  List<List<String>> fetch(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int c = 1; c <= columns; c++) {
          row.add(result.getString(c));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new TableException("DuckDB, which reads tables, does not stop: " + e.getMessage(), e);
    }
  }

  /** A text as SQL writes it. */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** Texts as a list in SQL. */
  static String texts(List<String> values) {
    return values.stream().map(DuckDb::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A column's name as SQL writes it. */
  static String name(String value) {
    return "\"" + value.replace("\"", "\"\"") + "\"";
  }
}
