package org.duetml.tabular;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunctionBuilder;

/**
 * Writes a table batch by batch with bounded memory; the ending of the file's name says how. It is
 * written beside the target and takes its place in {@link #finish}; closed before, or after a
 * failure, it leaves the target as it was.
 *
 * <p>Whole numbers, booleans, dates and timestamps are written as such and missing values as NULL
 * or as nothing. Not safe for concurrent use.
 */
public final class TableOutput implements AutoCloseable {
  /** As DuckDB's own. */
  private static final int ROWS_OF_PARQUET_GROUP = 122_880;

  /** A group is held in memory until it is full, so wide tables have smaller ones. */
  private static final int VALUES_OF_PARQUET_GROUP = 4_000_000;

  private final Path target;
  private final Path part;
  private final List<Column> columns;
  private final DuckDb database;
  private final RowFeed feed;
  private final FutureTask<Void> copying;

  private TableOutput(Path target, Path part, List<Column> columns, DuckDb database) {
    this.target = target;
    this.part = part;
    this.columns = columns;
    this.database = database;
    feed = new RowFeed(columns);
    copying = new FutureTask<>(this::copy, null);
  }

  /**
   * Begins a file.
   *
   * @param target ends as {@link TableFormat#ENDINGS}; replaced if it is there
   * @param columns with different names
   * @return to be written to, finished and closed
   * @throws TableException if a file cannot be written there
   * @throws IllegalArgumentException if the ending is unknown or a column's name is used twice
   */
  public static TableOutput open(Path target, List<Column> columns) throws IOException {
    TableFormat.of(target);
    requireDifferentNames(target, columns);
    requireWritable(target);
    Path place = Files.exists(target) ? target.toRealPath() : target;
    Path part =
        isSpecial(target)
            ? target
            : place.resolveSibling(
                "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    TableOutput output = new TableOutput(place, part, List.copyOf(columns), DuckDb.open());
    Thread.ofPlatform().daemon().name("table-output").start(output.copying);
    return output;
  }

  private static void requireDifferentNames(Path target, List<Column> columns) {
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(
            "%s: would have two columns '%s'; rename or leave out the one of the input"
                .formatted(target, column.name()));
      }
    }
  }

  private static void requireWritable(Path target) throws TableException {
    Path folder = target.toAbsolutePath().getParent();
    if (Files.isDirectory(target)) {
      throw new TableException(target + ": is a folder; expected a file's name");
    }
    if (!Files.isDirectory(folder)) {
      throw new TableException(target + ": its folder does not exist; make it first");
    }
    if (!Files.isWritable(isSpecial(target) ? target : folder)) {
      throw new TableException(target + ": permission denied; expected a place to write to");
    }
  }

  private static boolean isSpecial(Path target) {
    return Files.exists(target) && !Files.isRegularFile(target);
  }

  /** What DuckDB's thread does: ask for rows and write them until there are no more. */
  private void copy() {
    try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
      builder.withName("duet_rows").withFunction(feed).register(database.connection());
      database.run(
          "COPY (SELECT %s FROM duet_rows()) TO %s (%s, USE_TMP_FILE false)"
              .formatted(values(), DuckDb.text(part.toString()), options()));
    } catch (SQLException e) {
      throw new UncheckedIOException(failure(e));
    }
  }

  private String values() {
    StringJoiner values = new StringJoiner(", ");
    for (int c = 0; c < columns.size(); c++) {
      Column column = columns.get(c);
      values.add(
          "CAST(%s AS %s) AS %s"
              .formatted(
                  typed(column.kind(), ValueSql.reference(c)),
                  column.type(),
                  DuckDb.name(column.name())));
    }
    return values.toString();
  }

  private static String typed(ColumnKind kind, String value) {
    return switch (kind) {
      case NUMERIC, INTEGER, BOOLEAN, CATEGORICAL -> value;
      case DATE -> "DATE '1970-01-01' + CAST(%s AS INTEGER)".formatted(value);
      case TIMESTAMP -> "make_timestamp(CAST(%s AS BIGINT))".formatted(value);
    };
  }

  private String options() {
    String packing = TableFormat.isPacked(target) ? "COMPRESSION gzip" : "COMPRESSION none";
    return switch (TableFormat.of(target)) {
      case CSV -> "FORMAT csv, HEADER, DELIMITER ',', " + packing;
      case TSV -> "FORMAT csv, HEADER, DELIMITER '\t', " + packing;
      case JSON_LINES -> "FORMAT json, " + packing;
      case PARQUET ->
          "FORMAT parquet, ROW_GROUP_SIZE "
              + Math.clamp(
                  VALUES_OF_PARQUET_GROUP / columns.size(),
                  TableReader.MAX_ROWS,
                  ROWS_OF_PARQUET_GROUP);
    };
  }

  private TableException failure(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left")
        ? new TableException(target + ": the disk is full; free some of it or write elsewhere", e)
        : DuckDbMessage.of(target.toString(), e);
  }

  /**
   * Writes rows after those before.
   *
   * @param batch with the columns of this table; not to be changed afterwards
   * @throws TableException if they cannot be written, which may be noticed some batches later
   * @throws IllegalArgumentException if the columns differ
   */
  public void write(TableBatch batch) throws IOException {
    if (!batch.columns().equals(columns)) {
      throw new IllegalArgumentException(
          "the batch has columns %s, expected %s".formatted(batch.columns(), columns));
    }
    if (batch.rows() == 0) {
      return;
    }
    try {
      if (!feed.put(batch, copying)) {
        await();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Writes what is left and puts the file in its place.
   *
   * @throws TableException if that fails; the target is then as it was
   */
  public void finish() throws IOException {
    try {
      feed.end(copying);
      await();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (!part.equals(target)) {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Waits for DuckDB's thread and passes its failure on. */
  private void await() throws IOException, InterruptedException {
    try {
      copying.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw new TableException(target + ": cannot be written: " + e.getCause(), e);
    }
  }

  private TableException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new TableException(target + ": writing was interrupted", e);
  }

  /** Ends the writing; without {@link #finish} before, nothing is left of it. */
  @Override
  public void close() throws IOException {
    feed.abandon();
    try {
      copying.get();
    } catch (ExecutionException e) {
      // Given up on purpose, or told by write or finish before.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    database.close();
    if (!isSpecial(part)) {
      Files.deleteIfExists(part);
    }
  }
}
