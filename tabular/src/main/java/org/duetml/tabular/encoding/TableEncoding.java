package org.duetml.tabular.encoding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.duetml.kernel.Matrix;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;

/**
 * Rows of a table as points of float32, and back. Decoding an encoded row of the training gives the
 * row again: exactly, but for real numbers without a grid, which are rounded to float32. Immutable
 * and safe for concurrent use; Jackson writes and reads its exact form.
 */
public final class TableEncoding {
  private final List<EncodedColumn> columns;
  private final int[] offsets;

  /**
   * An encoding.
   *
   * @param columns in the order of the batches
   * @throws IllegalArgumentException if no column has a dimension, or an encoding does not fit its
   *     column
   */
  @JsonCreator
  public TableEncoding(@JsonProperty("columns") List<EncodedColumn> columns) {
    this.columns = List.copyOf(columns);
    offsets = new int[columns.size() + 1];
    for (int c = 0; c < columns.size(); c++) {
      columns.get(c).encoding().requireFits(columns.get(c).column(), schema().subList(0, c));
      offsets[c + 1] = offsets[c] + columns.get(c).encoding().dimensions();
    }
    if (dimension() == 0) {
      throw new IllegalArgumentException(
          "no column varies: expected at least one with two different values");
    }
  }

  /**
   * The columns with their encodings.
   *
   * @return in the order of the batches
   */
  @JsonProperty("columns")
  public List<EncodedColumn> columns() {
    return columns;
  }

  /**
   * The columns of the batches.
   *
   * @return a new list
   */
  public List<Column> schema() {
    List<Column> schema = new ArrayList<>();
    columns.forEach(encoded -> schema.add(encoded.column()));
    return schema;
  }

  /**
   * D, the numbers of an encoded row.
   *
   * @return at least 1
   */
  public int dimension() {
    return offsets[offsets.length - 1];
  }

  /**
   * Where the dimensions of a column begin.
   *
   * @param column its place; the number of columns gives the end of the last
   * @return from 0 to {@link #dimension()}
   */
  public int offset(int column) {
    return offsets[column];
  }

  /**
   * Encodes rows.
   *
   * @param batch of {@link #schema()}
   * @param jitter where in their cells values lie
   * @return rows x dimension, with the unknown values of each column
   * @throws IllegalArgumentException if the batch has other columns
   */
  public EncodedRows encode(TableBatch batch, Jitter jitter) {
    requireSchema(batch);
    Matrix rows = new Matrix(batch.rows(), dimension());
    List<BitSet> unknown = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      unknown.add(columns.get(c).encoding().encode(batch, c, jitter, rows, offsets[c]));
    }
    return new EncodedRows(rows, unknown);
  }

  private void requireSchema(TableBatch batch) {
    if (!batch.columns().equals(schema())) {
      throw new IllegalArgumentException(
          "columns %s: expected %s".formatted(batch.columns(), schema()));
    }
  }

  /**
   * Decodes points; any point has a row.
   *
   * @param rows points of {@link #dimension()} numbers, not changed
   * @return as many rows
   */
  public TableBatch decode(Matrix rows) {
    TableBatch batch = new TableBatch(schema(), rows.rows());
    for (int c = 0; c < columns.size(); c++) {
      columns.get(c).encoding().decode(rows, offsets[c], batch, c);
    }
    return batch;
  }
}
