package org.duetml.app.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.duetml.app.UsageException;
import org.duetml.tabular.ColumnChoice;
import org.duetml.tabular.TableInput;
import picocli.CommandLine.Option;

/** The options of {@code train} that only tables know. */
public final class TableOptions {
  private static final int FEWEST_ROWS = 100;
  private static final int DEFAULT_ROWS = 200_000;

  @Option(
      names = "--sql",
      paramLabel = "QUERY",
      description = "Learn the rows of a query, for example \"SELECT a, b FROM 'x.parquet'\".")
  private String sql;

  @Option(
      names = "--numeric",
      paramLabel = "COLUMN,...",
      split = ",",
      description = "Tables: read these columns as numbers.")
  private List<String> numeric = new ArrayList<>();

  @Option(
      names = "--categorical",
      paramLabel = "COLUMN,...",
      split = ",",
      description = "Tables: read these columns as categories, however many.")
  private List<String> categorical = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "COLUMN,...",
      split = ",",
      description = "Tables: leave these columns out.")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description =
          "Tables: of more rows, learn a random sample of so many. Default: " + DEFAULT_ROWS + ".")
  private Integer rows;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      description = "Tables: train for about so long at most, for example 90s, 2m or 1h.")
  private String budget;

  /**
   * Whether the data are a table.
   *
   * @param data the argument DATA; null if there is none
   * @return true for a query, and for what is a file or a pattern of files
   * @throws UsageException if there are both, or neither
   */
  public boolean areWanted(String data) {
    if (sql != null && data != null) {
      throw new UsageException(
          "DATA '%s' and --sql: expected one of them; name the file in the query".formatted(data));
    }
    if (sql == null && data == null) {
      throw new UsageException(
          "no DATA: expected built-in data, a table's file, --sql, or --resume FOLDER");
    }
    return sql != null || isFile(data);
  }

  private static boolean isFile(String data) {
    return data.matches(".*[*?/\\\\.].*") || Files.exists(Path.of(data));
  }

  /**
   * Whether none of them was given.
   *
   * @return false for a query as well
   */
  public boolean isEmpty() {
    return sql == null
        && numeric.isEmpty()
        && categorical.isEmpty()
        && exclude.isEmpty()
        && rows == null
        && budget == null;
  }

  /** Refuses these options for data that are no table. */
  public void requireUnused() {
    if (!isEmpty()) {
      throw new UsageException(
          "--numeric, --categorical, --exclude, --rows and --budget are for tables: expected DATA"
              + " to be a file or --sql");
    }
  }

  /**
   * Opens the table.
   *
   * @param data the argument DATA; null for a query
   * @return to be closed
   * @throws IOException if it cannot be read
   */
  public TableInput open(String data) throws IOException {
    return sql == null ? TableInput.open(data) : TableInput.query(sql);
  }

  /**
   * What the user says about columns.
   *
   * @return a choice whose names may be unknown
   */
  public ColumnChoice choice() {
    return new ColumnChoice(numeric, categorical, exclude);
  }

  /**
   * The most rows to learn from.
   *
   * @return at least 100
   * @throws UsageException if it is less
   */
  public int rows() {
    if (rows == null) {
      return DEFAULT_ROWS;
    }
    if (rows < FEWEST_ROWS) {
      throw new UsageException("--rows %d: expected at least %d".formatted(rows, FEWEST_ROWS));
    }
    return rows;
  }

  /**
   * The time to train.
   *
   * @return null for any
   * @throws UsageException if it is no time
   */
  public Duration budget() {
    return budget == null ? null : TimeText.parse("--budget", budget);
  }
}
