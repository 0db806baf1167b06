package org.duetml.app.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.duetml.gcd.Phase;
import org.duetml.gcd.Signals;
import org.junit.jupiter.api.Test;

/** What is kept of a training besides its model. */
class GameLogTest {
  @Test
  void theLastCheckOfTheGameAndAllMessagesAreKept() {
    GameLog log = new GameLog();
    log.onMessage("warm-start skipped");
    log.onSignals(Phase.GAME, 100, Map.of(Signals.SLICED_WASSERSTEIN, 0.1));
    log.onSignals(Phase.GAME, 200, Map.of(Signals.SLICED_WASSERSTEIN, 2.5));
    log.onMessage("the game turned bad");
    log.onSignals(Phase.CALIBRATION, 1, Map.of(Signals.LOSS, 0.3));
    Map<String, Object> figures = new LinkedHashMap<>();
    log.addTo(figures);
    assertEquals(
        Map.of(
            GameLog.END_DISTANCE, 2.5, GameLog.MESSAGES, "warm-start skipped; the game turned bad"),
        figures);
  }

  @Test
  void aQuietTrainingAddsNothing() {
    Map<String, Object> figures = new LinkedHashMap<>();
    new GameLog().addTo(figures);
    assertEquals(Map.of(), figures);
  }
}
