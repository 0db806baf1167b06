package org.duetml.app.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How much is measured.
 *
 * @param timing how long each figure takes
 * @param shapes the training steps
 * @param rows sampled and scored at once
 * @param threads the numbers of threads to measure with, ascending
 */
public record BenchSettings(Timing timing, List<Shape> shapes, int rows, List<Integer> threads) {
  private static final Timing QUICK = new Timing(300_000_000L, 200_000_000L);

  /** Copies. */
  public BenchSettings {
    shapes = List.copyOf(shapes);
    threads = List.copyOf(threads);
  }

  /**
   * The usual measurement: two to three minutes on two cores.
   *
   * @param threads at most
   * @return one million rows, every shape
   */
  public static BenchSettings usual(int threads) {
    return new BenchSettings(Timing.USUAL, Shape.ALL, 1_000_000, upTo(threads));
  }

  /**
   * A first impression in some seconds.
   *
   * @param threads at most
   * @return a hundred thousand rows, two shapes
   */
  public static BenchSettings quick(int threads) {
    return new BenchSettings(QUICK, Shape.ALL.subList(0, 2), 100_000, upTo(threads));
  }

  /** 1, 2, 4 and so on, and the most. */
  private static List<Integer> upTo(int most) {
    return IntStream.concat(
            IntStream.iterate(1, threads -> threads < most, threads -> 2 * threads),
            IntStream.of(most))
        .boxed()
        .toList();
  }

  int mostThreads() {
    return threads.getLast();
  }
}
