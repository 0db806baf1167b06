package org.duetml.app.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.duetml.gcd.GcdTrainer;
import org.duetml.gcd.Players;
import org.duetml.kernel.ShardExecutor;

/**
 * Times whole iterations of the game: rollout, energy, value, sampler and averages. After the
 * warm-up come windows of time until the medians of two in a row agree, for an iteration is far
 * more code than a kernel, and the JIT compiler is done with it later; their mean is the figure.
 */
final class GameTiming {
  private static final int FEWEST = 5;
  private static final int LONGER_WARM_UP = 5;

  /** How far apart, in parts of the earlier, the medians of two windows that agree may be. */
  private static final double STEADY = 0.02;

  /** So many windows at most: on a busy machine no two may agree. */
  private static final int MOST_WINDOWS = 10;

  private final Timing timing;
  private final LongSupplier clock;
  private double[] nanos = new double[1 << 10];
  private int count;

  /** When the window began, or begins after the warm-up. */
  private long start;

  private long last;
  private int windows;
  private double median = Double.NaN;
  private double before;

  private GameTiming(Timing timing, LongSupplier clock) {
    this.timing = timing;
    this.clock = clock;
  }

  /** The usual duration of an iteration, in nanoseconds: see {@link Timing#clock}. */
  static double nanos(BenchModel model, Timing timing, ShardExecutor executor) {
    Players players = model.model().players().copy();
    GameTiming game = new GameTiming(timing, Timing.clock(executor.threads()));
    return game.steadyMedian(model.game(players, executor));
  }

  private double steadyMedian(GcdTrainer game) {
    start = System.nanoTime() + LONGER_WARM_UP * timing.warmUpNanos();
    last = clock.getAsLong();
    game.play(this::goOn);
    return (before + median) / 2;
  }

  private boolean goOn() {
    long now = clock.getAsLong();
    double duration = now - last;
    last = now;
    if (System.nanoTime() < start) {
      return true;
    }
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
    if (count < FEWEST || System.nanoTime() - start < timing.measuredNanos()) {
      return true;
    }
    endWindow();
    return windows < MOST_WINDOWS && !(Math.abs(median - before) <= STEADY * before);
  }

  private void endWindow() {
    Arrays.sort(nanos, 0, count);
    before = median;
    median = nanos[count / 2];
    count = 0;
    windows++;
    start = System.nanoTime();
  }

  /** How many rows go forward through each network in one iteration. */
  static Map<String, Long> rowsForward(BenchModel model, ShardExecutor executor) {
    Players players = model.model().players().copy();
    Map<String, Long> before = forwardRows(players);
    model.game(players, executor).play(() -> false);
    Map<String, Long> rows = forwardRows(players);
    rows.replaceAll((name, count) -> count - before.get(name));
    return rows;
  }

  private static Map<String, Long> forwardRows(Players players) {
    Map<String, Long> rows = new LinkedHashMap<>();
    rows.put("sampler", players.sampler().predictor().network().evaluations().forwardRows());
    rows.put("energy", players.energy().network().evaluations().forwardRows());
    rows.put("value", players.value().network().evaluations().forwardRows());
    return rows;
  }
}
