package org.duetml.gcd;

import java.util.Map;
import java.util.function.Supplier;

/** Counts the iterations of one phase, over all its parts, and tells the listener. */
final class PhaseProgress {
  private final Phase phase;
  private final int iterations;
  private final int logEvery;
  private final TrainingListener listener;
  private int done;

  PhaseProgress(Phase phase, int iterations, int logEvery, TrainingListener listener) {
    this.phase = phase;
    this.iterations = iterations;
    this.logEvery = logEvery;
    this.listener = listener;
  }

  /** Counts an iteration; returns whether it is one whose signals are logged. */
  boolean advance() {
    done++;
    listener.onIteration(phase, done, iterations);
    return done % logEvery == 0 || done == iterations;
  }

  /** Logs the signals of the iteration that was counted last. */
  void log(Map<String, Double> signals) {
    listener.onSignals(phase, done, signals);
  }

  /** Counts an iteration and logs its signals when it is their turn. */
  void advance(Supplier<Map<String, Double>> signals) {
    if (advance()) {
      log(signals.get());
    }
  }

  /** Refuses a loss that is not finite, naming the learning rate to lower. */
  void requireFinite(double loss, String key) {
    DivergenceException.require(loss, phase, done, key);
  }

  /** How many iterations were counted. */
  int done() {
    return done;
  }
}
