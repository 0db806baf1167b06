package org.duetml.app.reproduce;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Time that the current thread has spent on a processor: on an idle core the same as time on the
 * wall, and on a busy one still a fair measure of work.
 */
final class ProcessorTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ProcessorTime() {}

  /** Seconds since the thread began. */
  static double seconds() {
    return THREADS.getCurrentThreadCpuTime() / 1e9;
  }
}
