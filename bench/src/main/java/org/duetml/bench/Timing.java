package org.duetml.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Durations of repeated runs, after a warm-up: the lower decile, which tells what a run takes while
 * nobody disturbs it. Runs to be compared take turns, so that a slower minute slows all of them.
 */
final class Timing {
  private static final long WARM_UP_NANOS = 800_000_000L;
  private static final long MEASURED_NANOS = 600_000_000L;

  /** Short runs are timed together, so that the clock itself does not count. */
  private static final long SAMPLE_NANOS = 1_000_000L;

  private static final int MIN_SAMPLES = 5;
  private static final int MAX_SAMPLES = 1000;

  private Timing() {}

  /** The duration of a run. */
  static double nanos(Runnable run) {
    return nanos(List.of(run))[0];
  }

  /** The duration of each of some runs. */
  static double[] nanos(List<Runnable> runs) {
    int[] repetitions = runs.stream().mapToInt(Timing::warmedUp).toArray();
    double[][] samples = new double[runs.size()][MAX_SAMPLES];
    int count = 0;
    long start = System.nanoTime();
    while (count < MIN_SAMPLES
        || count < MAX_SAMPLES && System.nanoTime() - start < runs.size() * MEASURED_NANOS) {
      for (int r = 0; r < runs.size(); r++) {
        samples[r][count] = nanosOf(runs.get(r), repetitions[r]);
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
  private static int warmedUp(Runnable run) {
    int runs = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < WARM_UP_NANOS || runs < MIN_SAMPLES) {
      run.run();
      runs++;
    }
    return (int) Math.max(1, SAMPLE_NANOS / Math.max(1, nanosOf(run, 3)));
  }

  private static long nanosOf(Runnable run, int repetitions) {
    long start = System.nanoTime();
    for (int i = 0; i < repetitions; i++) {
      run.run();
    }
    return (System.nanoTime() - start) / repetitions;
  }
}
