package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.state.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a training has told is kept across interruptions. */
class TrainingHistoryTest {
  private final TrainingHistory history = new TrainingHistory();

  private void addRows() {
    Map<String, Double> signals = new LinkedHashMap<>();
    signals.put("loss", 0.25);
    signals.put("gap", Double.NaN);
    history.add(Phase.PRETRAIN, 5, signals);
    history.add(Phase.WARM_START, 7, Map.of());
    history.add("a message");
  }

  private Snapshot kept() {
    Snapshot kept = new Snapshot();
    kept.take(history);
    return kept;
  }

  @Test
  void rowsAndMessagesAreRestored() {
    addRows();
    TrainingHistory restored = new TrainingHistory();
    restored.add("of another training");
    restored.add(Phase.GAME, 1, Map.of());
    kept().restore(restored);
    assertEquals(history.rows(), restored.rows());
    assertEquals(List.of("a message"), restored.messages());
    assertEquals(2, restored.rowCount());
  }

  @Test
  void theClockGoesOnWhereItStood() {
    Snapshot kept = new Snapshot(Map.of(), Map.of("seconds", "1000.0", "rows", "", "messages", ""));
    kept.restore(history);
    double seconds = history.seconds();
    assertTrue(seconds >= 1000 && seconds < 1100, "after " + seconds + " s");
    assertTrue(history.seconds() >= seconds);
  }

  @Test
  void onlyTheFirstRowsAreKept() {
    addRows();
    history.keepRows(3);
    assertEquals(2, history.rowCount());
    history.keepRows(1);
    assertEquals(List.of(5), history.rows().stream().map(TrainingHistory.Row::iteration).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GAME 1", // no seconds
        "GAME 1 2.0 loss", // a signal without its value
        "GAMES 1 2.0", // no phase
        "GAME one 2.0",
        "GAME 1 two",
        "GAME 1 2.0 loss high"
      })
  void damagedRowsAreRefused(String row) {
    Snapshot damaged = new Snapshot(Map.of(), Map.of("seconds", "1", "rows", row, "messages", ""));
    String message =
        assertThrows(IllegalArgumentException.class, () -> damaged.restore(history)).getMessage();
    assertEquals(
        "the history holds the row '%s': expected a phase, an iteration, seconds and signals"
            .formatted(row),
        message);
  }
}
