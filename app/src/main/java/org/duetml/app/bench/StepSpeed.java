package org.duetml.app.bench;

import java.util.List;
import org.duetml.kernel.Kernels;
import org.duetml.kernel.ShardExecutor;

/**
 * How fast training steps are, beside what a core can do at most.
 *
 * @param shape of the network and the batch
 * @param threads that shared a step
 * @param nanos a step took
 * @param peak of one core at the same time, floating-point operations per nanosecond; NaN with
 *     scalar kernels
 */
public record StepSpeed(Shape shape, int threads, double nanos, double peak) {

  /**
   * Steps on one thread and the {@link Peak}, in turns: both meet the same clock rate.
   *
   * @param shape of the network and the batch
   * @param timing how long
   * @return the speed
   */
  public static StepSpeed ofOneThread(Shape shape, Timing timing) {
    try (ShardExecutor executor = new ShardExecutor(1)) {
      Runnable step = new TrainingStep(shape, executor)::run;
      if (!Kernels.get().name().startsWith("simd")) {
        return new StepSpeed(shape, 1, timing.processorNanos(step), Double.NaN);
      }
      double[] nanos = timing.processorNanos(List.of(step, Peak::run));
      return new StepSpeed(shape, 1, nanos[0], Peak.gigaflops(nanos[1]));
    }
  }

  /**
   * The same steps on more threads, beside the peak measured for this one.
   *
   * @param threads that share a step
   * @param timing how long
   * @return the speed
   */
  public StepSpeed onThreads(int threads, Timing timing) {
    try (ShardExecutor executor = new ShardExecutor(threads)) {
      Runnable step = new TrainingStep(shape, executor)::run;
      return new StepSpeed(shape, threads, timing.nanos(step, threads), peak);
    }
  }

  /**
   * The speed of the step's products.
   *
   * @return floating-point operations per nanosecond
   */
  public double gigaflops() {
    return shape.operations() / nanos;
  }

  /**
   * The share of the peak of as many cores as there were threads.
   *
   * @return at least 0; NaN with scalar kernels
   */
  public double fractionOfPeak() {
    return gigaflops() / (threads * peak);
  }
}
