package org.duetml.tabular;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;

/**
 * Batches of rows as a table that DuckDB can ask for: one thread puts batches in, DuckDB's thread
 * takes them out. A few wait between the two, so memory is bounded.
 */
final class RowFeed implements DuckDBTableFunction<Object, Object, Object> {
  private static final int WAITING = 4;
  private static final long PATIENCE_MILLISECONDS = 20;

  private final List<Column> columns;
  private final TableBatch end;
  private final BlockingQueue<TableBatch> batches = new ArrayBlockingQueue<>(WAITING);
  private volatile boolean abandoned;
  private TableBatch current;
  private int next;

  RowFeed(List<Column> columns) {
    this.columns = columns;
    end = new TableBatch(columns, 0);
    current = end;
  }

  /**
   * Hands rows over, waiting until there is room.
   *
   * @param taking DuckDB's side
   * @return false if that side has ended, for which it holds the reason
   */
  boolean put(TableBatch batch, Future<?> taking) throws InterruptedException {
    while (!taking.isDone()) {
      if (batches.offer(batch, PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  /** Says that all rows are there. */
  boolean end(Future<?> taking) throws InterruptedException {
    return put(end, taking);
  }

  /** Makes DuckDB's side fail at its next question. */
  void abandon() {
    abandoned = true;
  }

  @Override
  public Object bind(DuckDBTableFunctionBindInfo info) {
    for (int c = 0; c < columns.size(); c++) {
      boolean number = columns.get(c).kind().isNumber();
      info.addResultColumn(
          ValueSql.reference(c), number ? DuckDBColumnType.DOUBLE : DuckDBColumnType.VARCHAR);
    }
    return null;
  }

  @Override
  public Object init(DuckDBTableFunctionInitInfo info) {
    info.setMaxThreads(1);
    return null;
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk)
      throws InterruptedException {
    while (next == current.rows()) {
      TableBatch taken = batches.poll(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
      if (abandoned) {
        throw new IllegalStateException("the table was given up");
      }
      if (taken == end) {
        return 0;
      }
      if (taken != null) {
        current = taken;
        next = 0;
      }
    }
    int rows = (int) Math.min(chunk.capacity(), current.rows() - next);
    for (int c = 0; c < columns.size(); c++) {
      copy(c, rows, chunk.vector(c));
    }
    next += rows;
    return rows;
  }

  private void copy(int column, int rows, DuckDBWritableVector vector) {
    boolean number = columns.get(column).kind().isNumber();
    for (int row = 0; row < rows; row++) {
      if (current.isMissing(column, next + row)) {
        vector.setNull(row);
      } else if (number) {
        vector.setDouble(row, current.numbers(column)[next + row]);
      } else {
        vector.setString(row, current.texts(column)[next + row]);
      }
    }
  }
}
