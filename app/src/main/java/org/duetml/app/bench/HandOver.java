package org.duetml.app.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.duetml.kernel.ShardExecutor;

/**
 * How long a value takes from one core to another: two threads count up in turns. Steps that share
 * their work pass on each other's results all the time, and cannot be faster than that allows.
 */
final class HandOver {
  private static final int PLAYERS = 2;
  private static final int TURNS = 1000;

  /** So many looks for the other's turn before a player offers its core, if they have but one. */
  private static final int SPINS = 2_000;

  private final ShardExecutor executor;
  private final AtomicInteger turn = new AtomicInteger();
  private final IntConsumer player = this::play;

  /** Hand-overs between two threads of an executor that has at least two. */
  HandOver(ShardExecutor executor) {
    this.executor = executor;
  }

  /** What is timed. */
  void run() {
    turn.set(0);
    executor.run(PLAYERS, player);
  }

  private void play(int number) {
    for (int mine = number; mine < TURNS; mine += PLAYERS) {
      for (int spin = 0; turn.get() != mine; spin++) {
        if (spin < SPINS) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
      turn.set(mine + 1);
    }
  }

  /** The time of one hand-over, from that of {@link #run}. */
  static double nanos(double runNanos) {
    return runNanos / TURNS;
  }
}
