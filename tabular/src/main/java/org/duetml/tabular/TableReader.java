package org.duetml.tabular;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/**
 * Reads a table from its first row to its last, some rows at a time. Every number is finite or NaN
 * where missing: what is no value of its column's kind is refused with its row. Not safe for
 * concurrent use.
 */
public final class TableReader implements AutoCloseable {
  /** The most rows of a batch. */
  public static final int MAX_ROWS = 2048;

  /** The largest whole number up to which a double holds all. */
  private static final double LARGEST_INTEGER = 0x1.0p53;

  /** Names held once however often they occur: as many different ones as this, to stay bounded. */
  private static final int SHARED_NAMES = 4096;

  private final DuckDb database;
  private final TableSource source;
  private final List<Column> columns;
  private final int[] places;
  private final List<Column> originalColumns;
  private final Map<String, String> sharedNames = new HashMap<>();
  private final DuckDBPreparedStatement statement;
  private final DuckDBChunkedResult result;
  private TableBatch originals;
  private long rowsRead;

  TableReader(
      DuckDb database,
      TableSource source,
      List<Column> columns,
      int[] places,
      List<Column> originalColumns)
      throws TableException {
    this.database = database;
    this.source = source;
    this.columns = List.copyOf(columns);
    this.places = places;
    this.originalColumns = originalColumns;
    try {
      statement = database.connection().prepare(select());
      result = statement.query();
    } catch (SQLException e) {
      throw DuckDbMessage.of(source.name(), e);
    }
  }

  private String select() {
    StringJoiner values = new StringJoiner(", ", "SELECT ", " FROM " + source.rows());
    for (int c = 0; c < places.length; c++) {
      SourceColumn column = source.columns().get(places[c]);
      ColumnKind kind = columns.get(c).kind();
      values.add(ValueSql.value(column, places[c], kind));
    }
    for (int c = 0; c < originalColumns.size(); c++) {
      values.add("CAST(%s AS VARCHAR)".formatted(ValueSql.reference(c)));
    }
    return values.toString();
  }

  /**
   * The next rows.
   *
   * @return 1 to {@link #MAX_ROWS} of them, of the wanted columns in the wanted order; null after
   *     the last
   * @throws TableException if the table is damaged, has no rows, or a value is none of its column's
   *     kind: the line or row (from 1, the header not counted), the column and the value
   */
  public TableBatch next() throws IOException {
    DuckDBDataChunkReader chunk;
    try {
      chunk = result.nextChunk() ? result.chunk() : null;
    } catch (RuntimeException e) {
      throw DuckDbMessage.of(source.name(), e);
    }
    if (chunk == null) {
      if (rowsRead == 0) {
        throw new TableException(source.name() + ": has no rows; expected at least one");
      }
      return null;
    }
    TableBatch batch = batch(chunk, columns, 0);
    originals = batch(chunk, originalColumns, columns.size());
    rowsRead += batch.rows();
    return batch;
  }

  /**
   * The rows of the last batch with all columns of the table, as the texts or types they have
   * there.
   *
   * @return of {@link #originalColumns}; none if the table was not opened for them
   */
  public TableBatch originals() {
    return originals;
  }

  /**
   * The columns of {@link #originals}, to be written out as they are.
   *
   * @return in the table's order
   */
  public List<Column> originalColumns() {
    return originalColumns;
  }

  private TableBatch batch(DuckDBDataChunkReader chunk, List<Column> wanted, int first)
      throws IOException {
    TableBatch batch = new TableBatch(wanted, (int) chunk.rowCount());
    for (int c = 0; c < wanted.size(); c++) {
      DuckDBReadableVector vector = chunk.vector(first + c);
      if (wanted.get(c).kind().isNumber()) {
        readNumbers(vector, batch, c);
      } else {
        readTexts(vector, batch.texts(c));
      }
    }
    return batch;
  }

  private void readNumbers(DuckDBReadableVector vector, TableBatch batch, int column)
      throws IOException {
    double[] numbers = batch.numbers(column);
    ColumnKind kind = columns.get(column).kind();
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = vector.getDouble(row, Double.NaN);
      if (isUnreadable(kind, numbers[row])) {
        throw unreadable(column, rowsRead + row);
      }
    }
  }

  /** Whether a value is infinite, as those that are none of their kind are, or too large. */
  static boolean isUnreadable(ColumnKind kind, double value) {
    double largest = kind == ColumnKind.INTEGER ? LARGEST_INTEGER : Double.MAX_VALUE;
    return Math.abs(value) > largest;
  }

  private void readTexts(DuckDBReadableVector vector, String[] texts) {
    for (int row = 0; row < texts.length; row++) {
      texts[row] = shared(vector.getString(row));
    }
  }

  private String shared(String text) {
    String known = sharedNames.get(text);
    if (known != null || text == null) {
      return known;
    }
    if (sharedNames.size() < SHARED_NAMES) {
      sharedNames.put(text, text);
    }
    return text;
  }

  /** Looks the value up again, which happens once at most. */
  private TableException unreadable(int column, long row) throws IOException {
    String value;
    try {
      result.close();
      value =
          database
              .fetch(
                  "SELECT CAST(%s AS VARCHAR) FROM %s LIMIT 1 OFFSET %d"
                      .formatted(ValueSql.reference(places[column]), source.rows(), row))
              .get(0)
              .get(0);
    } catch (SQLException e) {
      return DuckDbMessage.of(source.name(), e);
    }
    return new TableException(
        "%s: row %,d, column '%s': '%s' %s"
            .formatted(
                source.name(),
                row + 1,
                columns.get(column).name(),
                value,
                complaint(columns.get(column).kind(), value)));
  }

  private static String complaint(ColumnKind kind, String value) {
    String missing = "; mend it, or leave it empty where it is missing";
    if (value.matches("(?i)[-+]?inf(inity)?")) {
      return "is infinite; expected a finite value, or nothing where it is missing";
    }
    if (kind == ColumnKind.INTEGER && value.matches("(?i)[-+]?[0-9.]+(e\\+?[0-9]+)?")) {
      return "is larger than 2^53; read the column as numeric or categorical, or leave it out";
    }
    return switch (kind) {
      case NUMERIC, INTEGER, CATEGORICAL -> "is no number" + missing;
      case BOOLEAN -> "is neither true nor false" + missing;
      case DATE -> "is no date such as 2026-11-23" + missing;
      case TIMESTAMP -> "is no time such as 2026-11-23 10:30:00" + missing;
    };
  }

  @Override
  public void close() throws IOException {
    try {
      result.close();
      statement.close();
    } catch (SQLException e) {
      throw DuckDbMessage.of(source.name(), e);
    }
  }
}
