package org.duetml.bench;

import java.util.Arrays;

/** Medians of repeated runs, after a warm-up. */
final class Timing {
  private static final long WARM_UP_NANOS = 800_000_000L;
  private static final long MEASURED_NANOS = 600_000_000L;

  /** Short runs are timed together, so that the clock itself does not count. */
  private static final long SAMPLE_NANOS = 1_000_000L;

  private static final int MIN_SAMPLES = 5;
  private static final int MAX_SAMPLES = 1000;

  private Timing() {}

  /** The median duration of a run. */
  static double medianNanos(Runnable run) {
    long runs = 0;
    long start = System.nanoTime();
    long elapsed = 0;
    while (elapsed < WARM_UP_NANOS || runs < MIN_SAMPLES) {
      run.run();
      runs++;
      elapsed = System.nanoTime() - start;
    }
    double[] samples = new double[MAX_SAMPLES];
    int count = 0;
    int repetitions = (int) Math.max(1, SAMPLE_NANOS / Math.max(1, nanosOf(run, 3)));
    start = System.nanoTime();
    while (count < MIN_SAMPLES
        || count < MAX_SAMPLES && System.nanoTime() - start < MEASURED_NANOS) {
      samples[count++] = nanosOf(run, repetitions);
    }
    Arrays.sort(samples, 0, count);
    return samples[count / 2];
  }

  private static long nanosOf(Runnable run, int repetitions) {
    long start = System.nanoTime();
    for (int i = 0; i < repetitions; i++) {
      run.run();
    }
    return (System.nanoTime() - start) / repetitions;
  }
}
