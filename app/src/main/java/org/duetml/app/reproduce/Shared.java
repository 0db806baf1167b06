package org.duetml.app.reproduce;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Values that several cells need: made by the first that asks, waited for by the others. Safe for
 * concurrent use.
 */
final class Shared<V> {
  private final Map<String, FutureTask<V>> tasks = new ConcurrentHashMap<>();

  /**
   * The value of a key.
   *
   * @param key what
   * @param maker makes it, at most once
   * @return the value
   * @throws Exception what the maker threw
   */
  V get(String key, Callable<V> maker) throws Exception {
    FutureTask<V> task = tasks.computeIfAbsent(key, _ -> new FutureTask<>(maker));
    // Does nothing if the task was begun before.
    task.run();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
