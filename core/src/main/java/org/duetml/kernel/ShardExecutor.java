package org.duetml.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Runs the independent parts of one step, on one or more threads. Which thread runs a part never
 * shows in a result: parts write to places of their own, and sums run in a fixed order.
 *
 * <p>A training step is over in tens of microseconds, so a hand-over must not cost as much: workers
 * wait for the next one spinning for a while before they sleep, and a run allocates nothing.
 *
 * <p>One caller at a time; a part must not call its executor. Close it to end its threads.
 */
public final class ShardExecutor implements AutoCloseable {
  /** Fewest rows per shard, but for the last: enough to be worth a hand-over. */
  public static final int SHARD_ROWS = 66;

  /** Most rows per shard: more share what is read of the weights, fewer stay in the caches. */
  private static final int MOST_ROWS = 528;

  /** Shards are whole tiles of the matrix products. */
  private static final int TILE_ROWS = 6;

  /** Shards that a thread gets at least, if the rows suffice. */
  private static final int SHARDS_PER_THREAD = 2;

  /** So many looks for work before a worker sleeps: some hundred microseconds. */
  private static final int WORKER_SPINS = 10_000;

  /** So many looks for the workers' end before the caller offers its core to others. */
  private static final int CALLER_SPINS = 2_000;

  private static final long UNCLAIMED = 0xFFFFFFFFL;

  private final Worker[] workers;

  /** The run's number in the upper half, how many parts nobody has claimed in the lower. */
  private final AtomicLong ticket = new AtomicLong();

  private final AtomicInteger completed = new AtomicInteger();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final IntConsumer shardTask = this::runShard;
  private volatile int count;
  private volatile IntConsumer task;
  private volatile boolean closed;
  private Shard shard;
  private int rows;
  private int shardRows;

  /**
   * Starts the threads.
   *
   * @param threads at least 1; the caller's thread is one of them
   */
  public ShardExecutor(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads: expected at least 1");
    }
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
      workers[i].thread.start();
    }
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
    return workers.length + 1;
  }

  /**
   * Runs {@code task} for every index below {@code count} and returns when all have ended.
   *
   * @param count number of parts, at least 0
   * @param task is called once with each index, from any of the threads
   * @throws IllegalArgumentException if the count is negative
   * @throws RuntimeException the first exception a part threw, with the others suppressed, after
   *     all have ended
   * @throws IllegalStateException if the executor is closed or busy with another run
   */
  public void run(int count, IntConsumer task) {
    requireNotNegative("count", count);
    begin();
    try {
      handOver(count, task);
    } finally {
      busy.set(false);
    }
  }

  private static void requireNotNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " = " + value + ": expected at least 0");
    }
  }

  private void begin() {
    if (closed) {
      throw new IllegalStateException("this executor is closed");
    }
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException("this executor is busy: one run at a time");
    }
  }

  private void handOver(int parts, IntConsumer work) {
    task = work;
    count = parts;
    completed.set(0);
    failure.setPlain(null);
    // Publishes the run: whoever sees the new ticket sees what was written above.
    ticket.set((((ticket.get() >>> Integer.SIZE) + 1) << Integer.SIZE) | parts);
    if (parts > 1) {
      for (Worker worker : workers) {
        worker.wake();
      }
    }
    claimParts();
    for (int spin = 0; completed.get() < parts; spin++) {
      // On a crowded machine the worker that is waited for may need this very core.
      if (spin < CALLER_SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    rethrow(failure.get());
  }

  /**
   * Claims and runs parts until none is left. A claim only succeeds while its run goes on, and a
   * run goes on until its last part is completed: so the task and the count read after a claim are
   * the right ones, however late a worker comes.
   */
  private void claimParts() {
    while (true) {
      long seen = ticket.get();
      int unclaimed = (int) (seen & UNCLAIMED);
      if (unclaimed == 0) {
        return;
      }
      if (ticket.compareAndSet(seen, seen - 1)) {
        runPart(count - unclaimed);
      }
    }
  }

  private void runPart(int index) {
    try {
      task.accept(index);
    } catch (Throwable thrown) {
      if (!failure.compareAndSet(null, thrown) && failure.get() != thrown) {
        failure.get().addSuppressed(thrown);
      }
    } finally {
      completed.incrementAndGet();
    }
  }

  private static void rethrow(Throwable thrown) {
    switch (thrown) {
      case null -> {}
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default -> throw new IllegalStateException("a part failed", thrown);
    }
  }

  /**
   * Runs {@code shard} over rows 0 to {@code rows} in shards of at least {@link #SHARD_ROWS}, but
   * for the last. How large they are depends on the number of threads: no result may depend on it.
   *
   * @param rows number of rows, at least 0
   * @param shard is called once with each range
   * @throws IllegalArgumentException if the number of rows is negative
   * @throws IllegalStateException if the executor is closed or busy with another run
   */
  public void shards(int rows, Shard shard) {
    requireNotNegative("rows", rows);
    begin();
    try {
      this.rows = rows;
      this.shard = shard;
      shardRows = shardRows(rows);
      handOver((rows + shardRows - 1) / shardRows, shardTask);
    } finally {
      busy.set(false);
    }
  }

  /** As many shards for every thread, and all of nearly the same size. */
  private int shardRows(int rows) {
    int shards = Math.ceilDiv(rows, MOST_ROWS);
    int perThread = Math.max(SHARDS_PER_THREAD, Math.ceilDiv(shards, threads()));
    int even = Math.ceilDiv(rows, perThread * threads());
    return Math.max(SHARD_ROWS, Math.ceilDiv(even, TILE_ROWS) * TILE_ROWS);
  }

  private void runShard(int index) {
    int from = index * shardRows;
    shard.run(from, Math.min(rows, from + shardRows));
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

  /** Ends the threads; harmless when called again. */
  @Override
  public void close() {
    closed = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker.thread);
    }
  }

  /** A thread that helps with every run. */
  private final class Worker implements Runnable {
    private final Thread thread;
    private volatile boolean asleep;

    Worker(int number) {
      thread = new Thread(this, "duet-shard-" + number);
      thread.setDaemon(true);
    }

    @Override
    public void run() {
      long lastRun = 0;
      while (awaitAfter(lastRun)) {
        lastRun = ticket.get() >>> Integer.SIZE;
        claimParts();
      }
    }

    /** Waits for a run after the given one; false when the executor is closed. */
    private boolean awaitAfter(long lastRun) {
      for (int spin = 0; !closed; spin++) {
        if (ticket.get() >>> Integer.SIZE != lastRun) {
          return true;
        }
        if (spin < WORKER_SPINS) {
          Thread.onSpinWait();
        } else {
          sleepAfter(lastRun);
        }
      }
      return false;
    }

    private void sleepAfter(long lastRun) {
      asleep = true;
      // A run published before this flag was seen must not be slept through.
      if (ticket.get() >>> Integer.SIZE == lastRun && !closed) {
        LockSupport.park(ShardExecutor.this);
      }
      asleep = false;
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(thread);
      }
    }
  }
}
