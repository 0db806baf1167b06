package org.duetml.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Checks that steps allocate nothing on the calling thread. Vectors are objects until the JIT has
 * compiled the loops that hold them, so steps are watched until a window of them allocates nothing;
 * code that truly allocates never passes such a window.
 */
public final class AllocationMeter {
  private static final int WINDOW = 20;
  private static final int WINDOWS = 500;

  /**
   * Bytes per step that do not count: a vector or two that the JIT could not keep in registers.
   * Less than a small object for every row of a batch.
   */
  private static final long SLACK = 1024;

  private final ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private int steps;
  private long windowStart = bean.getCurrentThreadAllocatedBytes();
  private long fewest = Long.MAX_VALUE;

  /** Runs a step again and again. */
  public static void assertAllocatesNothing(Runnable step) {
    AllocationMeter meter = new AllocationMeter();
    do {
      step.run();
    } while (meter.advance());
    meter.assertQuiet();
  }

  /** To be called after each step; returns whether there is more to watch. */
  public boolean advance() {
    steps++;
    if (steps % WINDOW == 0) {
      long now = bean.getCurrentThreadAllocatedBytes();
      fewest = Math.min(fewest, now - windowStart);
      windowStart = now;
    }
    return fewest > SLACK * WINDOW && steps < WINDOW * WINDOWS;
  }

  /** Fails if no window of steps was free of allocation. */
  public void assertQuiet() {
    assertTrue(fewest <= SLACK * WINDOW, "a step allocates " + fewest / WINDOW + " bytes");
  }
}
