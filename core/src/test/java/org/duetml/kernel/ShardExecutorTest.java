package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardExecutorTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyPartRunsOnceAndIsSeenByTheCaller(int threads) {
    // Plain ints: the test also fails if the caller could miss what a worker wrote.
    int[] runs = new int[40];
    RandomStream random = RandomStream.of(threads, "parts");
    try (ShardExecutor executor = new ShardExecutor(threads)) {
      for (int round = 0; round < 20_000; round++) {
        int count = random.integer(0, round, runs.length + 1);
        executor.run(count, i -> runs[i]++);
        for (int i = 0; i < runs.length; i++) {
          assertEquals(i < count ? 1 : 0, runs[i]);
          runs[i] = 0;
        }
      }
    }
  }

  @Test
  void workersWakeAfterTheySlept() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (ShardExecutor executor = new ShardExecutor(3)) {
      for (int round = 0; round < 5; round++) {
        LockSupport.parkNanos(20_000_000);
        executor.run(
            3,
            i -> {
              threads.add(Thread.currentThread());
              LockSupport.parkNanos(10_000_000);
            });
      }
    }
    assertTrue(threads.size() > 1, "the caller ran every part alone");
  }

  @Test
  void shardsCoverTheRowsInOrderOfTheirIndex() {
    try (ShardExecutor executor = new ShardExecutor(2)) {
      for (int rows : new int[] {0, 1, 65, 66, 67, 1000, 5000}) {
        int[] covered = new int[rows];
        executor.shards(
            rows,
            (from, to) -> {
              assertTrue(to - from >= ShardExecutor.SHARD_ROWS || to == rows);
              for (int row = from; row < to; row++) {
                covered[row]++;
              }
            });
        for (int count : covered) {
          assertEquals(1, count);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theFirstFailureIsThrownWhenAllHaveEnded(int threads) {
    int[] ended = new int[8];
    try (ShardExecutor executor = new ShardExecutor(threads)) {
      IllegalArgumentException thrown =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  executor.run(
                      8,
                      i -> {
                        ended[i] = 1;
                        throw new IllegalArgumentException("part " + i);
                      }));
      assertEquals(7, thrown.getSuppressed().length);
      for (int end : ended) {
        assertEquals(1, end);
      }
      executor.run(8, i -> ended[i] = 2);
      assertEquals(2, ended[7]);
    }
  }

  @Test
  void oneExceptionThrownByManyPartsIsThrownItself() {
    RuntimeException same = new RuntimeException("same");
    try (ShardExecutor executor = new ShardExecutor(2)) {
      assertSame(
          same,
          assertThrows(
              RuntimeException.class,
              () ->
                  executor.run(
                      4,
                      _ -> {
                        throw same;
                      })));
    }
  }

  @Test
  void aPartMustNotCallItsExecutor() {
    try (ShardExecutor executor = new ShardExecutor(2)) {
      IllegalStateException thrown =
          assertThrows(
              IllegalStateException.class, () -> executor.run(1, _ -> executor.run(1, i -> {})));
      assertEquals("this executor is busy: one run at a time", thrown.getMessage());
    }
  }

  @Test
  void aClosedExecutorRefusesWork() {
    ShardExecutor executor = new ShardExecutor(2);
    executor.close();
    executor.close();
    assertThrows(IllegalStateException.class, () -> executor.run(1, i -> {}));
  }

  @Test
  void thereIsAtLeastOneThread() {
    assertThrows(IllegalArgumentException.class, () -> new ShardExecutor(0));
    try (ShardExecutor executor = new ShardExecutor(1)) {
      assertEquals(1, executor.threads());
    }
  }

  @Test
  void negativeNumbersAreRefused() {
    try (ShardExecutor executor = new ShardExecutor(2)) {
      assertThrows(IllegalArgumentException.class, () -> executor.run(-1, i -> {}));
      assertThrows(IllegalArgumentException.class, () -> executor.shards(-1, (from, to) -> {}));
      executor.run(2, i -> {});
    }
  }

  /** Both ways: parts see what the caller wrote, and the caller what the parts wrote. */
  @Test
  void writesAreSeenOnTheOtherSide() {
    long[] input = new long[1];
    long[] output = new long[64];
    IntConsumer task = i -> output[i] = input[0] + i;
    try (ShardExecutor executor = new ShardExecutor(3)) {
      for (int round = 0; round < 20_000; round++) {
        input[0] = 1000L * round;
        executor.run(output.length, task);
        for (int i = 0; i < output.length; i++) {
          assertEquals(input[0] + i, output[i]);
        }
      }
    }
  }

  @Test
  void runsAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int[] calls = new int[20];
    IntConsumer task = i -> calls[i]++;
    ShardExecutor.Shard shard = (from, to) -> calls[from / ShardExecutor.SHARD_ROWS]++;
    try (ShardExecutor executor = new ShardExecutor(2)) {
      long allocated = 0;
      for (int trial = 0; trial < 2; trial++) { // the first loads classes
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < 5000; round++) {
          executor.run(calls.length, task);
          executor.shards(1000, shard);
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
      }
      assertTrue(allocated < 5000, allocated + " bytes in 10000 runs");
    }
  }
}
