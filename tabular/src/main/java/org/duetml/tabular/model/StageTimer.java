package org.duetml.tabular.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.duetml.gcd.Phase;
import org.duetml.gcd.TrainingListener;

/**
 * Times the iterations of a training, one by one: what a phase does before and after them does not
 * count. Not thread-safe.
 */
final class StageTimer implements TrainingListener {
  private final LongSupplier nanoTime;
  private final Map<Phase, List<Double>> seconds = new EnumMap<>(Phase.class);
  private long last;

  /** A timer by a clock such as {@link System#nanoTime}. */
  StageTimer(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    for (Phase phase : Phase.values()) {
      seconds.put(phase, new ArrayList<>());
    }
  }

  @Override
  public void onReady(Phase phase) {
    last = nanoTime.getAsLong();
  }

  @Override
  public void onIteration(Phase phase, int iteration, int iterations) {
    long now = nanoTime.getAsLong();
    seconds.get(phase).add((now - last) / 1e9);
    last = now;
  }

  /** How many iterations of a phase there were. */
  int iterations(Phase phase) {
    return seconds.get(phase).size();
  }

  /** What all iterations of a phase took together. */
  double seconds(Phase phase) {
    return sum(seconds.get(phase));
  }

  /** What an iteration of a phase took in the last quarter of them, when all was compiled. */
  double secondsPerIteration(Phase phase) {
    List<Double> all = seconds.get(phase);
    List<Double> late = all.subList(all.size() * 3 / 4, all.size());
    return sum(late) / late.size();
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }
}
