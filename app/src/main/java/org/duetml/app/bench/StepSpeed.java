package org.duetml.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
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
 * @param peakSpeedUp how many times that peak all threads reached together, each on its own, at the
 *     same time as the steps: near 1 where two processors are halves of one core; NaN for one
 *     thread and with scalar kernels
 * @param handOverNanos how long a value took from one thread to another at the same time; NaN for
 *     one thread
 */
public record StepSpeed(
    Shape shape, int threads, double nanos, double peak, double peakSpeedUp, double handOverNanos) {
  /** So many peaks a thread make the hand-over between threads count for nothing. */
  private static final int PEAKS_PER_THREAD = 10;

  private static final IntConsumer PEAK = part -> Peak.run();

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
      if (!hasPeak()) {
        return ofOneThread(shape, timing.processorNanos(step), Double.NaN);
      }
      double[] nanos = timing.processorNanos(List.of(step, Peak::run));
      return ofOneThread(shape, nanos[0], Peak.gigaflops(nanos[1]));
    }
  }

  private static StepSpeed ofOneThread(Shape shape, double nanos, double peak) {
    return new StepSpeed(shape, 1, nanos, peak, Double.NaN, Double.NaN);
  }

  private static boolean hasPeak() {
    return Kernels.get().name().startsWith("simd");
  }

  /**
   * The same steps on more threads, beside the peak measured for this one. In turns with them all
   * threads run the {@link Peak} together, and two hand a value to and fro: what a second thread
   * gains depends on where the system puts it, which a virtual machine may change every second.
   *
   * @param threads that share a step, at least 2
   * @param timing how long
   * @return the speed
   */
  public StepSpeed onThreads(int threads, Timing timing) {
    try (ShardExecutor executor = new ShardExecutor(threads)) {
      List<Runnable> runs = new ArrayList<>();
      runs.add(new TrainingStep(shape, executor)::run);
      runs.add(new HandOver(executor)::run);
      int peaks = PEAKS_PER_THREAD * threads;
      if (hasPeak()) {
        runs.add(() -> executor.run(peaks, PEAK));
      }
      double[] nanos = timing.nanos(runs, threads);
      double together = hasPeak() ? Peak.gigaflops(nanos[2] / peaks) : Double.NaN;
      return new StepSpeed(
          shape, threads, nanos[0], peak, together / peak, HandOver.nanos(nanos[1]));
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
