package org.duetml.app.table;

import java.io.IOException;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.Reservoir;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.TableInput;
import org.duetml.tabular.TableReader;
import org.duetml.tabular.model.TableModel;
import org.duetml.tabular.quality.TableComparison;
import org.duetml.tabular.quality.TableQuality;

/**
 * Compares rows of a model with rows of a table that it has not seen.
 *
 * @param model draws the synthetic rows
 * @param samples how many of them
 * @param seed decides them, and which rows of a long table are taken
 */
public record TableEvaluation(TableModel model, int samples, long seed) {
  /** Of longer tables, a random sample is compared. */
  private static final int MOST_ROWS = 100_000;

  /**
   * Compares.
   *
   * @param data a table of the model's columns that it was not trained on
   * @param training the table it was trained on; null if that is not at hand, then there are no
   *     floors, no privacy and no usefulness
   * @return all figures
   * @throws IOException if one cannot be read
   */
  public TableQuality of(String data, String training) throws IOException {
    TableBatch heldOut = rows(data);
    TableBatch learned = training == null ? new TableBatch(model.columns(), 0) : rows(training);
    try (ShardExecutor executor = ShardExecutor.ofAllCores()) {
      TableBatch synthetic = model.sample(0, samples, seed, executor);
      return TableComparison.of(learned, heldOut, synthetic, null, seed, executor);
    }
  }

  private TableBatch rows(String data) throws IOException {
    try (TableInput input = TableInput.open(data);
        TableReader reader = input.read(model.columns())) {
      return Reservoir.sample(reader, model.columns(), MOST_ROWS, seed).rows();
    }
  }
}
