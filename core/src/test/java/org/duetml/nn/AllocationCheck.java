package org.duetml.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Checks that a step allocates nothing on the calling thread. Vectors are objects until the JIT has
 * compiled the loops that hold them, so the step is repeated until a window of it allocates
 * nothing; code that truly allocates never passes such a window.
 */
public final class AllocationCheck {
  private static final int WINDOW = 20;
  private static final int WINDOWS = 400;

  /** Bytes per step that do not count, for the measurement itself and what the JIT leaves over. */
  private static final long SLACK = 256;

  private AllocationCheck() {}

  public static void assertAllocatesNothing(Runnable step) {
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long fewest = Long.MAX_VALUE;
    for (int window = 0; window < WINDOWS && fewest > SLACK * WINDOW; window++) {
      long before = bean.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < WINDOW; i++) {
        step.run();
      }
      fewest = Math.min(fewest, bean.getCurrentThreadAllocatedBytes() - before);
    }
    long perStep = fewest / WINDOW;
    assertTrue(fewest <= SLACK * WINDOW, "a step allocates " + perStep + " bytes");
  }
}
