package org.duetml.app.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.duetml.app.UsageException;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.TableFormat;
import org.duetml.tabular.TableInput;
import org.duetml.tabular.TableOutput;
import org.duetml.tabular.TableReader;
import org.duetml.tabular.encoding.EncodedRows;
import org.duetml.tabular.model.TableModel;
import org.duetml.tabular.model.TableScores;
import org.duetml.tabular.model.TableScoring;

/** Writes a table again with the scores of its rows. Memory does not grow with the table. */
public final class ScoredTable {
  private static final String LOG_DENSITY = "log_density";
  private static final String CONTRIBUTORS = "contributing_columns";

  private final TableModel model;
  private final TableScoring scoring;
  private final double falsePositiveRate;
  private final int contributors;
  private final List<Column> scoreColumns = new ArrayList<>();
  private final long[] unknown;
  private long rows;
  private long anomalies;

  /**
   * Scores with a model.
   *
   * @param model of a table
   * @param falsePositiveRate p-values of at most this are called anomalies
   * @param contributors columns to name for each row; 0 for none
   */
  public ScoredTable(TableModel model, double falsePositiveRate, int contributors) {
    this.model = model;
    this.scoring = new TableScoring(model);
    this.falsePositiveRate = falsePositiveRate;
    this.contributors = contributors;
    unknown = new long[model.columns().size()];
    scoreColumns.add(new Column("energy", ColumnKind.NUMERIC));
    scoreColumns.add(new Column("anomaly_percentile", ColumnKind.NUMERIC));
    scoreColumns.add(new Column("p_value", ColumnKind.NUMERIC));
    scoreColumns.add(new Column("anomaly", ColumnKind.BOOLEAN));
    if (scoring.hasLogDensity()) {
      scoreColumns.add(new Column(LOG_DENSITY, ColumnKind.NUMERIC));
    }
    if (contributors > 0) {
      scoreColumns.add(new Column(CONTRIBUTORS, ColumnKind.CATEGORICAL));
    }
  }

  /**
   * Scores all rows of a table.
   *
   * @param input the table
   * @param target where it is written again, with the scores beside its columns
   * @throws IOException if one cannot be read or the other not written
   */
  public void write(TableInput input, Path target) throws IOException {
    input.requireOther(target);
    try (ShardExecutor executor = ShardExecutor.ofAllCores();
        TableReader reader = input.readWithOriginals(model.columns(), TableFormat.of(target))) {
      List<Column> all = new ArrayList<>(reader.originalColumns());
      requireNoClash(input.name(), all);
      all.addAll(scoreColumns);
      try (TableOutput output = TableOutput.open(target, all)) {
        for (TableBatch batch = reader.next(); batch != null; batch = reader.next()) {
          output.write(reader.originals().beside(scores(batch, executor)));
        }
        output.finish();
      }
    }
  }

  private void requireNoClash(String table, List<Column> columns) {
    for (Column column : columns) {
      if (scoreColumns.stream().anyMatch(added -> added.name().equals(column.name()))) {
        throw new UsageException(
            "%s: has a column '%s' already, as the scores would; rename it or leave it out with --sql"
                .formatted(table, column.name()));
      }
    }
  }

  private TableBatch scores(TableBatch batch, ShardExecutor executor) {
    EncodedRows encoded = scoring.encode(batch);
    TableScores scores = scoring.score(encoded.points(), executor);
    TableBatch result = new TableBatch(scoreColumns, batch.rows());
    System.arraycopy(scores.energies(), 0, result.numbers(0), 0, batch.rows());
    System.arraycopy(scores.percentiles(), 0, result.numbers(1), 0, batch.rows());
    System.arraycopy(scores.pValues(), 0, result.numbers(2), 0, batch.rows());
    for (int row = 0; row < batch.rows(); row++) {
      boolean anomaly = scores.pValues()[row] <= falsePositiveRate;
      result.numbers(3)[row] = anomaly ? 1 : 0;
      anomalies += anomaly ? 1 : 0;
    }
    if (scores.logDensities() != null) {
      System.arraycopy(scores.logDensities(), 0, result.numbers(4), 0, batch.rows());
    }
    if (contributors > 0) {
      nameContributors(encoded, result.texts(scoreColumns.size() - 1), executor);
    }
    rows += batch.rows();
    for (int column = 0; column < unknown.length; column++) {
      unknown[column] += encoded.unknown().get(column).cardinality();
    }
    return result;
  }

  private void nameContributors(EncodedRows encoded, String[] texts, ShardExecutor executor) {
    List<List<Integer>> found = scoring.contributors(encoded, contributors, executor);
    for (int row = 0; row < texts.length; row++) {
      StringJoiner names = new StringJoiner(", ");
      found.get(row).forEach(column -> names.add(model.columns().get(column).name()));
      texts[row] = names.length() == 0 ? null : names.toString();
    }
  }

  /**
   * What a user should know of all that was scored.
   *
   * @return lines of text
   */
  public String summary() {
    StringBuilder text =
        new StringBuilder(
            "%d rows scored, %d anomalies at a false-positive rate of %s%n"
                .formatted(rows, anomalies, falsePositiveRate));
    for (int column = 0; column < unknown.length; column++) {
      if (unknown[column] > 0) {
        boolean learned = model.encoding().columns().get(column).encoding().dimensions() > 0;
        text.append(
            "column '%s': %d values are %s%n"
                .formatted(
                    model.columns().get(column).name(),
                    unknown[column],
                    learned
                        ? "unknown to the model or break its rule, and scored as far from all"
                        : "others than the only one in training, which was not learned: scores do"
                            + " not tell"));
      }
    }
    if (1 / (1.0 + model.scorer().heldOutRows()) > falsePositiveRate) {
      text.append(
          "no p-value can be as small as %s: only %d rows were held out for calibration%n"
              .formatted(falsePositiveRate, model.scorer().heldOutRows()));
    }
    return text.toString();
  }
}
