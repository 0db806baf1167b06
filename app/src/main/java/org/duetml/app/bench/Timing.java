package org.duetml.app.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Durations of repeated runs, after a warm-up: the lower decile, which tells what a run takes while
 * nobody disturbs it. Runs to be compared take turns, so that a slower minute slows all of them.
 *
 * @param warmUpNanos how long each run is repeated before it counts
 * @param measuredNanos how long it counts
 */
public record Timing(long warmUpNanos, long measuredNanos) {
  /** Long enough for the JIT compiler and for a quiet moment. */
  public static final Timing USUAL = new Timing(800_000_000L, 600_000_000L);

  /** Short runs are timed together, so that the clock itself does not count. */
  private static final long SAMPLE_NANOS = 1_000_000L;

  private static final int MIN_SAMPLES = 5;
  private static final int MAX_SAMPLES = 1000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * How long a run takes.
   *
   * @param run is repeated
   * @param threads that it uses, this thread included
   * @return nanoseconds: of processor time if that is this thread alone, which other work on the
   *     machine disturbs least, by the clock otherwise
   */
  public double nanos(Runnable run, int threads) {
    return nanos(List.of(run), threads)[0];
  }

  /**
   * The same for each of some runs.
   *
   * @param runs are repeated in turns
   * @param threads that each of them uses, this thread included
   * @return nanoseconds of each
   */
  public double[] nanos(List<Runnable> runs, int threads) {
    return nanos(runs, clock(threads));
  }

  static LongSupplier clock(int threads) {
    return threads == 1 ? THREADS::getCurrentThreadCpuTime : System::nanoTime;
  }

  /**
   * How long a run keeps this thread's processor busy.
   *
   * @param run is repeated; must use no other thread
   * @return nanoseconds of processor time
   */
  public double processorNanos(Runnable run) {
    return nanos(run, 1);
  }

  /**
   * The same for each of some runs.
   *
   * @param runs are repeated in turns
   * @return nanoseconds of processor time of each
   */
  public double[] processorNanos(List<Runnable> runs) {
    return nanos(runs, 1);
  }

  private double[] nanos(List<Runnable> runs, LongSupplier clock) {
    int[] repetitions = runs.stream().mapToInt(this::warmedUp).toArray();
    double[][] samples = new double[runs.size()][MAX_SAMPLES];
    int count = 0;
    long start = System.nanoTime();
    while (count < MIN_SAMPLES
        || count < MAX_SAMPLES && System.nanoTime() - start < runs.size() * measuredNanos) {
      for (int r = 0; r < runs.size(); r++) {
        samples[r][count] = nanosOf(runs.get(r), repetitions[r], clock);
      }
      count++;
    }
    double[] deciles = new double[runs.size()];
    for (int r = 0; r < deciles.length; r++) {
      Arrays.sort(samples[r], 0, count);
      deciles[r] = samples[r][count / 10];
    }
    return deciles;
  }

  /** Warms up and says how many runs make a sample. */
  private int warmedUp(Runnable run) {
    int runs = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < warmUpNanos || runs < MIN_SAMPLES) {
      run.run();
      runs++;
    }
    return (int) Math.max(1, SAMPLE_NANOS / Math.max(1, nanosOf(run, 3, System::nanoTime)));
  }

  private static long nanosOf(Runnable run, int repetitions, LongSupplier clock) {
    long start = clock.getAsLong();
    for (int i = 0; i < repetitions; i++) {
      run.run();
    }
    return (clock.getAsLong() - start) / repetitions;
  }
}
