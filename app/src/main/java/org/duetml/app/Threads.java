package org.duetml.app;

import org.duetml.kernel.ShardExecutor;

/** What the number of threads means to users. */
final class Threads {
  private Threads() {}

  /** An executor of so many threads, 0 for all cores; to be closed. */
  static ShardExecutor executor(int threads) {
    return threads == 0 ? ShardExecutor.ofAllCores() : new ShardExecutor(threads);
  }
}
