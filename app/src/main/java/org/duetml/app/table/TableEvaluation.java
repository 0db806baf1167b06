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
   * @param input has the model's columns
   * @return all figures; without floors, since the training rows are not kept
   * @throws IOException if it cannot be read
   */
  public TableQuality of(TableInput input) throws IOException {
    Reservoir.Sample sample;
    try (TableReader reader = input.read(model.columns())) {
      sample = Reservoir.sample(reader, model.columns(), MOST_ROWS, seed);
    }
    try (ShardExecutor executor = ShardExecutor.ofAllCores()) {
      TableBatch synthetic = model.sample(0, samples, seed, executor);
      TableBatch none = new TableBatch(model.columns(), 0);
      return TableComparison.of(none, sample.rows(), synthetic, null, seed, executor);
    }
  }
}
