package org.duetml.app.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.duetml.gcd.Phase;
import org.duetml.gcd.Signals;
import org.duetml.gcd.TrainingListener;

/** What a training said that its model does not show. */
final class GameLog implements TrainingListener {
  /** Where the game itself ended, whatever players were kept: by the guard's small measure. */
  static final String END_DISTANCE = "game_end_sliced_wasserstein";

  /** What a user was told, if anything: a game that turned bad, a phase that was skipped. */
  static final String MESSAGES = "messages";

  private final List<String> messages = new ArrayList<>();
  private Double endDistance;

  @Override
  public void onSignals(Phase phase, int iteration, Map<String, Double> signals) {
    if (phase == Phase.GAME) {
      endDistance = signals.get(Signals.SLICED_WASSERSTEIN);
    }
  }

  @Override
  public void onMessage(String message) {
    messages.add(message);
  }

  void addTo(Map<String, Object> figures) {
    if (endDistance != null) {
      figures.put(END_DISTANCE, endDistance);
    }
    if (!messages.isEmpty()) {
      figures.put(MESSAGES, String.join("; ", messages));
    }
  }
}
