package org.duetml.app.table;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.model.TableModel;

/**
 * Rows of a model that meet conditions, by rejection: rows are drawn in their order and those that
 * do not meet all conditions are dropped. So the rows of a smaller draw begin a larger one.
 */
public final class ConditionalDraw {
  /** Rows that are drawn at once: memory does not grow with the number of rows. */
  private static final int CHUNK = 16_384;

  /** So many rows are drawn at most for each one that is wanted, beyond the first chunks. */
  private static final long MOST_DRAWS_PER_ROW = 10_000;

  /** So many rows are drawn before a draw is given up. */
  private static final long FEWEST_DRAWS = 1_000_000;

  private final TableModel model;
  private final List<Condition> conditions;
  private final long seed;

  /**
   * A draw.
   *
   * @param model draws the rows
   * @param given conditions as users write them
   * @param seed decides the rows
   * @throws org.duetml.app.UsageException if no row of the model can meet the conditions
   */
  public ConditionalDraw(TableModel model, List<String> given, long seed) {
    this.model = model;
    this.conditions = given.stream().map(text -> Condition.parse(text, model.columns())).toList();
    new ConditionCheck(model).require(conditions);
    this.seed = seed;
  }

  /** Takes rows. */
  public interface Receiver {
    /**
     * Takes some rows.
     *
     * @param batch at least one row
     * @param total how many there were, these among them
     * @throws IOException if they cannot be written
     */
    void accept(TableBatch batch, long total) throws IOException;
  }

  /**
   * Draws rows.
   *
   * @param number how many, at least 1
   * @param receiver takes them in order
   * @throws IOException if the receiver fails, or too few rows meet the conditions
   */
  public void draw(long number, Receiver receiver) throws IOException {
    long drawn = 0;
    long accepted = 0;
    try (ShardExecutor executor = ShardExecutor.ofAllCores()) {
      while (accepted < number) {
        int count = conditions.isEmpty() ? (int) Math.min(CHUNK, number - accepted) : CHUNK;
        TableBatch rows = chosen(model.sample(drawn, count, seed, executor), number - accepted);
        drawn += count;
        accepted += rows.rows();
        if (rows.rows() > 0) {
          receiver.accept(rows, accepted);
        }
        requireHope(accepted, number, drawn);
      }
    }
  }

  private TableBatch chosen(TableBatch rows, long most) {
    if (conditions.isEmpty()) {
      return rows;
    }
    int[] met =
        IntStream.range(0, rows.rows())
            .filter(row -> conditions.stream().allMatch(condition -> condition.isMet(rows, row)))
            .limit(most)
            .toArray();
    return rows.select(met);
  }

  private static void requireHope(long accepted, long number, long drawn) throws IOException {
    if (accepted < number
        && drawn >= FEWEST_DRAWS
        && drawn > MOST_DRAWS_PER_ROW * Math.max(1, accepted)) {
      throw new IOException(
          "--given: only %d of %d drawn rows meet all conditions; expected at least 1 in %d; loosen"
                  .formatted(accepted, drawn, MOST_DRAWS_PER_ROW)
              + " the conditions");
    }
  }
}
