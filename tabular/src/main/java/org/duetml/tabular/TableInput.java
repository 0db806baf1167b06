package org.duetml.tabular;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duetml.config.Closest;

/**
 * A user's table: a CSV, TSV, Parquet or JSON lines file, several of them by a pattern, or a query.
 * Nothing is held in memory but some rows at a time, and rows come in the order of the file.
 *
 * <p>Missing is what is empty or NULL, NaN among numbers, and in CSV and TSV one of NA, N/A, n/a,
 * NULL, null, NaN, nan and &lt;NA&gt;. Whole numbers up to 2^53 in size and of any integer type are
 * {@link ColumnKind#INTEGER}, decimals and floats {@link ColumnKind#NUMERIC}, true/false and yes/no
 * in any case {@link ColumnKind#BOOLEAN}. Dates and timestamps are those of ISO 8601; timestamps
 * with a zone are read in UTC. Times of day, UUIDs and enumerations are {@link
 * ColumnKind#CATEGORICAL}; lists, structs, blobs and intervals are left out with a notice.
 *
 * <p>Types of CSV, TSV and JSON are found from all values, so that no later row contradicts them.
 *
 * <p>Not safe for concurrent use.
 */
public final class TableInput implements AutoCloseable {
  /** The most columns that a table may have: DuckDB plans queries of more too slowly. */
  public static final int MAX_COLUMNS = 2000;

  private static final int NAMES_IN_MESSAGES = 8;

  private final DuckDb database;
  private final TableSource source;
  private final List<Path> files;
  private long rowCount = -1;

  private TableInput(DuckDb database, TableSource source, List<Path> files) {
    this.database = database;
    this.source = source;
    this.files = files;
  }

  /** Makes a source on a database. */
  private interface Opening {
    TableSource source(DuckDb database) throws IOException;
  }

  /**
   * Opens files.
   *
   * @param pattern a file or a pattern such as {@code data/*.csv}; endings as {@link
   *     TableFormat#ENDINGS}
   * @return to be closed
   * @throws TableException if there is no such file, it may not be read, or its first line or
   *     footer is damaged
   * @throws TableUsageException if the ending is none of a table, or endings differ
   */
  public static TableInput open(String pattern) throws IOException {
    SourceFiles.requireNoFolder(pattern);
    TableFormat format = TableFormat.of(pattern);
    List<Path> files = SourceFiles.find(pattern);
    return open(
        files,
        database ->
            switch (format) {
              case CSV, TSV -> new CsvSource(database, pattern, files, format);
              case PARQUET -> TypedSource.parquet(database, pattern, files);
              case JSON_LINES -> TypedSource.json(database, pattern, files);
            });
  }

  /**
   * Opens the result of a query. Without ORDER BY its order is that of DuckDB on one thread, the
   * same each time.
   *
   * @param sql one SELECT in DuckDB's dialect, for example {@code SELECT * FROM 'x.parquet'}
   * @return to be closed
   * @throws TableException if it is wrong, or no SELECT
   */
  public static TableInput query(String sql) throws IOException {
    return open(List.of(), database -> TypedSource.query(database, sql));
  }

  private static TableInput open(List<Path> files, Opening opening) throws IOException {
    DuckDb database = DuckDb.open();
    try {
      TableSource source = opening.source(database);
      requireNarrow(source);
      return new TableInput(database, source, files);
    } catch (IOException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static void requireNarrow(TableSource source) throws TableException {
    int columns = source.columns().size();
    if (columns > MAX_COLUMNS) {
      throw new TableException(
          "%s: has %,d columns; at most %,d are read; select some of them by a query"
              .formatted(source.name(), columns, MAX_COLUMNS));
    }
  }

  /**
   * For messages and provenance.
   *
   * @return the file, pattern or query as given
   */
  public String name() {
    return source.name();
  }

  /**
   * The columns as detected, without those that are no single values.
   *
   * @return in the table's order, at least one
   * @throws TableException if the table is damaged or has none
   */
  public List<Column> columns() throws IOException {
    return columns(ColumnChoice.AS_DETECTED);
  }

  /**
   * The columns as detected and chosen.
   *
   * @param choice what to read otherwise or leave out
   * @return in the table's order, at least one
   * @throws TableException if the table is damaged or has none
   * @throws TableUsageException if {@code choice} names an unknown column or leaves none
   */
  public List<Column> columns(ColumnChoice choice) throws IOException {
    choice.requireKnown(name(), source.columns().stream().map(SourceColumn::name).toList());
    List<Column> columns = new ArrayList<>();
    for (SourceColumn column : source.detect()) {
      if (!choice.exclude().contains(column.name())) {
        ColumnKind detected = DuckDbTypes.kind(column.type()).orElse(null);
        Optional.ofNullable(choice.kind(column.name(), detected))
            .ifPresent(kind -> columns.add(new Column(column.name(), kind)));
      }
    }
    if (columns.isEmpty() && choice.exclude().isEmpty()) {
      throw new TableException(
          name() + ": has no column of single numbers, dates or names; expected at least one");
    }
    if (columns.isEmpty()) {
      throw new TableUsageException(name() + ": no column is left: expected at least one");
    }
    return List.copyOf(columns);
  }

  /**
   * What was done to the table's columns: new names for repeated ones, columns that are left out,
   * dates that are read as names.
   *
   * @return a line each, for users; empty if all is plain
   * @throws TableException if the table is damaged
   */
  public List<String> notices() throws IOException {
    List<String> notices = new ArrayList<>(source.notices());
    for (SourceColumn column : source.detect()) {
      if (DuckDbTypes.kind(column.type()).isEmpty()) {
        notices.add(
            "column '%s' is left out: %s is no single number, date or name"
                .formatted(column.name(), column.type()));
      }
    }
    return notices;
  }

  /**
   * Counts the rows when first asked: at once for Parquet, in one pass otherwise.
   *
   * @return at least 0
   * @throws TableException if the table is damaged
   */
  public long rowCount() throws IOException {
    if (rowCount < 0) {
      try {
        String count = "SELECT count(*) FROM " + source.rows();
        rowCount = Long.parseLong(database.fetch(count).get(0).get(0));
      } catch (SQLException e) {
        throw DuckDbMessage.of(name(), e);
      }
    }
    return rowCount;
  }

  /**
   * Reads the rows of some columns, which may stand in another order than in the table and among
   * others: a model's columns from a new table.
   *
   * @param columns by name; a kind may differ from the detected one if every value can be read so
   * @return to be closed before anything else is asked of this table
   * @throws TableException if a column is missing or of a type that cannot be read as its kind; one
   *     line names all of them
   */
  public TableReader read(List<Column> columns) throws IOException {
    return new TableReader(database, source, columns, places(columns), List.of());
  }

  /**
   * Like {@link #read}, and beside the wanted columns all columns of the table as they are, for
   * {@link TableReader#originals}: to write the table again with more columns.
   *
   * @param columns as for {@link #read}
   * @param target how it will be written; if typed, CSV is read once more to find its types
   * @return to be closed before anything else is asked of this table
   * @throws TableException as for {@link #read}
   */
  public TableReader readWithOriginals(List<Column> columns, TableFormat target)
      throws IOException {
    int[] places = places(columns);
    List<SourceColumn> own = target.isText() ? source.columns() : source.detect();
    List<Column> originals = new ArrayList<>();
    for (SourceColumn column : own) {
      String type = target.isText() ? ColumnKind.CATEGORICAL.type() : column.type();
      originals.add(new Column(column.name(), ColumnKind.CATEGORICAL, type));
    }
    return new TableReader(database, source, columns, places, List.copyOf(originals));
  }

  /**
   * Looks at all values of columns in one pass.
   *
   * @param columns as for {@link #read}
   * @return one for each column, in their order
   * @throws TableException if the table is damaged or has no rows, or a value is infinite or none
   *     of its column's kind
   */
  public List<ColumnSummary> summarize(List<Column> columns) throws IOException {
    int[] places = places(columns);
    List<String> found;
    try {
      found = database.fetch(SummarySql.of(source, columns, places)).get(0);
    } catch (SQLException e) {
      throw DuckDbMessage.of(name(), e);
    }
    rowCount = Long.parseLong(found.get(0));
    if (rowCount == 0) {
      throw new TableException(name() + ": has no rows; expected at least one");
    }
    List<ColumnSummary> summaries = SummarySql.summaries(columns, found);
    for (ColumnSummary summary : summaries) {
      if (TableReader.isUnreadable(summary.column().kind(), summary.min())
          || TableReader.isUnreadable(summary.column().kind(), summary.max())) {
        readToItsError(summary.column());
      }
    }
    return summaries;
  }

  private void readToItsError(Column column) throws IOException {
    try (TableReader reader = read(List.of(column))) {
      while (reader.next() != null) {
        // The reader throws when it meets the value.
      }
    }
  }

  /**
   * Refuses a place for output that is one of the files read.
   *
   * @param target of the output
   * @throws TableUsageException if it is
   */
  public void requireOther(Path target) throws IOException {
    for (Path file : files) {
      if (Files.exists(target) && Files.isSameFile(file, target)) {
        throw new TableUsageException(
            target + ": is read and would be written; choose another place for the output");
      }
    }
  }

  private int[] places(List<Column> columns) throws TableException {
    List<SourceColumn> own = source.columns();
    List<String> names = own.stream().map(SourceColumn::name).toList();
    int[] places = columns.stream().mapToInt(column -> names.indexOf(column.name())).toArray();
    List<String> complaints = new ArrayList<>();
    for (int c = 0; c < places.length; c++) {
      Column column = columns.get(c);
      if (places[c] < 0) {
        complaints.add(
            "no column '%s' ('%s' comes closest)"
                .formatted(column.name(), Closest.to(column.name(), names)));
      } else if (!DuckDbTypes.canRead(own.get(places[c]), column.kind())) {
        complaints.add(
            "column '%s' is of type %s, expected %s"
                .formatted(column.name(), own.get(places[c]).held(), column.kind()));
      }
    }
    if (!complaints.isEmpty()) {
      throw new TableException(name() + ": " + joined(complaints));
    }
    return places;
  }

  private static String joined(List<String> complaints) {
    String first =
        String.join(", ", complaints.subList(0, Math.min(NAMES_IN_MESSAGES, complaints.size())));
    int more = complaints.size() - NAMES_IN_MESSAGES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
