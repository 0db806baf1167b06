package org.duetml.gcd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A listener that remembers. */
final class TrainingRecord implements TrainingListener {
  /** Phases in the order in which they ran, a new entry wherever the count starts again. */
  final List<String> runs = new ArrayList<>();

  /** The last signals of every phase. */
  final Map<Phase, Map<String, Double>> signals = new LinkedHashMap<>();

  final List<String> messages = new ArrayList<>();
  int calls;

  /** How often the training went back to an earlier state. */
  int restored;

  @Override
  public void onIteration(Phase phase, int iteration, int iterations) {
    calls++;
    if (iteration == 1) {
      runs.add(phase.label() + " " + iterations);
    }
  }

  @Override
  public void onSignals(Phase phase, int iteration, Map<String, Double> values) {
    signals.put(phase, values);
  }

  @Override
  public void onRestored(TrainingHistory history) {
    restored++;
  }

  @Override
  public void onMessage(String message) {
    messages.add(message);
  }
}
