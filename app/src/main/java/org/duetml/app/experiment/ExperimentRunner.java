package org.duetml.app.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.duetml.gcd.DivergenceException;
import org.duetml.kernel.ShardExecutor;

/**
 * Measures the cells that are not done, several at a time. Each has one thread: cells are
 * independent, so that this is the best use of the cores. A cell that fails is recorded and does
 * not stop the others.
 */
public final class ExperimentRunner {
  private final CellStore store;
  private final int workers;
  private final ExperimentListener listener;
  private int done;
  private int total;

  /**
   * A runner for one experiment at a time.
   *
   * @param store keeps the results
   * @param workers how many cells at a time, at least 1
   * @param listener is told how it goes
   */
  public ExperimentRunner(CellStore store, int workers, ExperimentListener listener) {
    if (workers < 1) {
      throw new IllegalArgumentException(workers + " workers: expected at least 1");
    }
    this.store = store;
    this.workers = workers;
    this.listener = listener;
  }

  /**
   * Measures what is not done, begun in the order of the list.
   *
   * @param cells no two with the same id
   * @return a result for every cell, in the same order
   * @throws IOException if results cannot be read or written; those written before stay
   */
  public List<CellResult> run(List<Cell> cells) throws IOException {
    requireDistinct(cells);
    List<Optional<CellResult>> known = new ArrayList<>();
    for (Cell cell : cells) {
      known.add(store.find(cell));
    }
    total = cells.size();
    done = (int) known.stream().filter(Optional::isPresent).count();
    listener.onStart(done, total);
    List<CellResult> results = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
      List<Future<CellResult>> pending = new ArrayList<>();
      for (int i = 0; i < total; i++) {
        Cell cell = cells.get(i);
        Optional<CellResult> before = known.get(i);
        pending.add(pool.submit(() -> before.isPresent() ? before.get() : measure(cell)));
      }
      for (Future<CellResult> result : pending) {
        results.add(await(result, pool));
      }
    }
    return results;
  }

  private static void requireDistinct(List<Cell> cells) {
    Set<String> ids = new HashSet<>();
    for (Cell cell : cells) {
      if (!ids.add(cell.id())) {
        throw new IllegalArgumentException("two cells are " + cell.id());
      }
    }
  }

  private CellResult measure(Cell cell) throws IOException {
    synchronized (this) {
      listener.onBegin(cell);
    }
    long start = System.nanoTime();
    CellResult result;
    try (ShardExecutor executor = new ShardExecutor(1)) {
      Map<String, Object> figures = cell.measurement().measure(executor);
      result = CellResult.measured(cell, figures, secondsSince(start));
    } catch (Exception e) {
      result = CellResult.failed(cell, describe(e), secondsSince(start));
    }
    store.save(cell, result);
    synchronized (this) {
      listener.onCell(result, ++done, total);
    }
    return result;
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String describe(Exception exception) {
    boolean forUsers =
        exception instanceof DivergenceException
            || exception instanceof IllegalArgumentException
            || exception instanceof IOException;
    String message =
        forUsers && exception.getMessage() != null
            ? exception.getMessage()
            : "unexpected " + exception;
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** Without a place for results, or without memory, there is no point in going on. */
  private static CellResult await(Future<CellResult> result, ExecutorService pool)
      throws IOException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      pool.shutdownNow();
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case Throwable cause -> throw new IllegalStateException(cause);
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted; what was measured is kept", e);
    }
  }
}
