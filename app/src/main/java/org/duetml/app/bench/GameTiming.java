package org.duetml.app.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duetml.gcd.GcdTrainer;
import org.duetml.gcd.Players;
import org.duetml.kernel.ShardExecutor;

/** Times whole iterations of the game: rollout, energy, value, sampler and averages. */
final class GameTiming {
  private static final int FEWEST = 5;

  /** An iteration is far more code than a kernel, for which the JIT compiler needs longer. */
  private static final int LONGER_WARM_UP = 5;

  private final Timing timing;
  private double[] nanos = new double[1 << 10];
  private int count;

  /** When iterations begin to count. */
  private long start;

  private long last;

  private GameTiming(Timing timing) {
    this.timing = timing;
  }

  /** The median duration of an iteration, in nanoseconds. */
  static double nanos(BenchModel model, Timing timing, ShardExecutor executor) {
    Players players = model.model().players().copy();
    return new GameTiming(timing).median(model.game(players, executor));
  }

  private double median(GcdTrainer game) {
    start = System.nanoTime() + LONGER_WARM_UP * timing.warmUpNanos();
    last = start;
    game.play(this::goOn);
    Arrays.sort(nanos, 0, count);
    return nanos[count / 2];
  }

  private boolean goOn() {
    long now = System.nanoTime();
    if (now >= start) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = now - last;
    }
    last = now;
    return count < FEWEST || now - start < timing.measuredNanos();
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
