package org.duetml.app.anomaly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.TableInput;
import org.duetml.tabular.TableReader;

/**
 * A table of numbers with a column {@code label} that says which rows are anomalies.
 *
 * @param name the file's name without its ending
 * @param rows in the order of the file, NaN where a value is missing
 * @param anomaly for each row whether its label is 1
 */
public record LabelledTable(String name, double[][] rows, boolean[] anomaly) {
  private static final String LABEL = "label";

  /** Fewest normal rows: half of them are trained on. */
  private static final int FEWEST_NORMAL = 20;

  /**
   * Reads a file.
   *
   * @param file CSV, also compressed, or Parquet
   * @return the table
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it has no labels, texts, no anomalies or too few rows
   */
  public static LabelledTable read(Path file) throws IOException {
    List<double[]> rows = new ArrayList<>();
    List<Boolean> labels = new ArrayList<>();
    try (TableInput input = TableInput.open(file.toString())) {
      List<Column> columns = input.columns();
      int label = labelPlace(file, columns);
      try (TableReader reader = input.read(columns)) {
        for (TableBatch batch = reader.next(); batch != null; batch = reader.next()) {
          add(file, batch, label, rows, labels);
        }
      }
    }
    LabelledTable table = new LabelledTable(name(file), rows.toArray(double[][]::new), of(labels));
    requireUsable(file, table.anomalies(), rows.size() - table.anomalies());
    return table;
  }

  private static boolean[] of(List<Boolean> labels) {
    boolean[] anomaly = new boolean[labels.size()];
    for (int row = 0; row < anomaly.length; row++) {
      anomaly[row] = labels.get(row);
    }
    return anomaly;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.(csv|csv\\.gz|parquet)$", "");
  }

  private static int labelPlace(Path file, List<Column> columns) {
    int place = -1;
    for (int c = 0; c < columns.size(); c++) {
      Column column = columns.get(c);
      if (column.name().equals(LABEL)) {
        place = c;
      }
      if (!column.kind().isNumber()) {
        throw new IllegalArgumentException(
            "%s: column '%s' holds texts; expected numbers alone: leave it out or encode it"
                .formatted(file, column.name()));
      }
    }
    if (place < 0 || columns.size() == 1) {
      throw new IllegalArgumentException(
          "%s: expected a column '%s' (0 normal, 1 anomaly) and at least one other"
              .formatted(file, LABEL));
    }
    return place;
  }

  private static void add(
      Path file, TableBatch batch, int label, List<double[]> rows, List<Boolean> labels) {
    for (int row = 0; row < batch.rows(); row++) {
      double value = batch.numbers(label)[row];
      if (value != 0 && value != 1) {
        throw new IllegalArgumentException(
            "%s: row %d has label %s; expected 0 (normal) or 1 (anomaly)"
                .formatted(file, rows.size() + 1, value));
      }
      double[] values = new double[batch.columns().size() - 1];
      for (int c = 0; c < values.length; c++) {
        values[c] = batch.numbers(c < label ? c : c + 1)[row];
      }
      rows.add(values);
      labels.add(value == 1);
    }
  }

  private static void requireUsable(Path file, int anomalies, int normals) {
    if (anomalies == 0 || normals < FEWEST_NORMAL) {
      throw new IllegalArgumentException(
          "%s: %d normal rows and %d anomalies; expected at least %d normal rows and 1 anomaly"
              .formatted(file, normals, anomalies, FEWEST_NORMAL));
    }
  }

  /**
   * How many rows are anomalies.
   *
   * @return at least 1 for a table that was read
   */
  public int anomalies() {
    int count = 0;
    for (boolean odd : anomaly) {
      count += odd ? 1 : 0;
    }
    return count;
  }
}
