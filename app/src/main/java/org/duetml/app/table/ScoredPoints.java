package org.duetml.app.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.duetml.app.UsageException;
import org.duetml.energy.Normalizer;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.TableException;
import org.duetml.tabular.TableFormat;
import org.duetml.tabular.TableInput;
import org.duetml.tabular.TableOutput;
import org.duetml.tabular.TableReader;

/**
 * Writes a table of points again with their energies, for models that were not trained on a table.
 *
 * @param model of points
 */
public record ScoredPoints(DuetModel model) {
  private static final String ENERGY = "energy";
  private static final String LOG_DENSITY = "log_density";

  /**
   * Scores all rows of a table.
   *
   * @param input has columns x1, x2, ... or else as many columns of numbers as the model dimensions
   * @param target where it is written again
   * @throws IOException if one cannot be read or the other not written
   */
  public void write(TableInput input, Path target) throws IOException {
    input.requireOther(target);
    List<Column> added = new ArrayList<>(List.of(new Column(ENERGY, ColumnKind.NUMERIC)));
    if (hasLogDensity()) {
      added.add(new Column(LOG_DENSITY, ColumnKind.NUMERIC));
    }
    List<Column> coordinates = coordinates(input);
    try (ShardExecutor executor = ShardExecutor.ofAllCores();
        TableReader reader = input.readWithOriginals(coordinates, TableFormat.of(target))) {
      List<Column> all = new ArrayList<>(reader.originalColumns());
      requireNoClash(input.name(), all);
      all.addAll(added);
      long read = 0;
      try (TableOutput output = TableOutput.open(target, all)) {
        for (TableBatch batch = reader.next(); batch != null; batch = reader.next()) {
          Matrix points = points(input.name(), batch, read);
          output.write(reader.originals().beside(scores(points, added, executor)));
          read += batch.rows();
        }
        output.finish();
      }
    }
  }

  private boolean hasLogDensity() {
    return model.normalizer().map(Normalizer::reliable).orElse(false)
        && model.players().energy().tau() > 0;
  }

  private List<Column> coordinates(TableInput input) throws IOException {
    List<Column> numbers =
        input.columns().stream()
            .filter(
                column ->
                    column.kind() == ColumnKind.NUMERIC || column.kind() == ColumnKind.INTEGER)
            .map(column -> new Column(column.name(), ColumnKind.NUMERIC))
            .toList();
    List<String> names = numbers.stream().map(Column::name).toList();
    List<String> usual =
        IntStream.rangeClosed(1, model.dimension()).mapToObj(i -> "x" + i).toList();
    if (names.containsAll(usual)) {
      return usual.stream().map(name -> new Column(name, ColumnKind.NUMERIC)).toList();
    }
    if (numbers.size() != model.dimension()) {
      throw new UsageException(
          "%s: has %d columns of numbers; expected %s, or %d of them, as the model was trained on"
              .formatted(
                  input.name(), numbers.size(), String.join(", ", usual), model.dimension()));
    }
    return numbers;
  }

  private static void requireNoClash(String table, List<Column> columns) {
    for (Column column : columns) {
      if (column.name().equals(ENERGY) || column.name().equals(LOG_DENSITY)) {
        throw new UsageException(
            "%s: has a column '%s' already, as the scores would; rename it or leave it out with --sql"
                .formatted(table, column.name()));
      }
    }
  }

  private Matrix points(String table, TableBatch batch, long read) throws TableException {
    Matrix points = new Matrix(batch.rows(), model.dimension());
    for (int column = 0; column < points.columns(); column++) {
      for (int row = 0; row < points.rows(); row++) {
        float value = (float) batch.numbers(column)[row];
        if (!Float.isFinite(value)) {
          throw new TableException(
              "%s: row %d, column '%s' is missing or too large; expected a number in every row"
                  .formatted(table, read + row + 1, batch.columns().get(column).name()));
        }
        points.set(row, column, value);
      }
    }
    return points;
  }

  private TableBatch scores(Matrix points, List<Column> added, ShardExecutor executor) {
    TableBatch scores = new TableBatch(added, points.rows());
    System.arraycopy(model.energy(points, executor), 0, scores.numbers(0), 0, points.rows());
    if (added.size() > 1) {
      System.arraycopy(model.logDensity(points, executor), 0, scores.numbers(1), 0, points.rows());
    }
    return scores;
  }
}
