package org.duetml.gcd;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.duetml.config.DuetConfig;
import org.duetml.data.StandardizedData;
import org.duetml.state.StateVisitor;
import org.duetml.state.Stateful;

/** What decides the bits of a training: only the same training may go on from a checkpoint. */
final class TrainingIdentity implements Stateful {
  /** Keys that never show in a model. */
  private static final Set<String> WITHOUT_EFFECT = Set.of("threads", "checkpoint.every");

  private final Map<String, String> values = new TreeMap<>();

  TrainingIdentity(DuetConfig config, Set<Phase> phases, StandardizedData data) {
    config.toMap().forEach((key, value) -> values.put(key, value.toString()));
    values.keySet().removeAll(WITHOUT_EFFECT);
    values.put("phases", phases.stream().sorted().map(Phase::label).toList().toString());
    values.put("data", data.source().name());
    values.put("means of the data", Arrays.toString(data.standardization().means()));
    values.put("deviations of the data", Arrays.toString(data.standardization().sds()));
  }

  /**
   * Compares what a visitor restores.
   *
   * @throws IllegalArgumentException naming the first value that differs
   */
  @Override
  public void state(StateVisitor visitor) {
    values.forEach(
        (key, value) -> {
          String stored = visitor.text(key, value);
          if (!stored.equals(value)) {
            throw new IllegalArgumentException(
                "is of another training, its %s is %s; expected %s".formatted(key, stored, value));
          }
        });
  }
}
