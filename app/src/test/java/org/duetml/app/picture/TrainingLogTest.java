package org.duetml.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.duetml.app.picture.TrainingLog.Point;
import org.duetml.app.picture.TrainingLog.Span;
import org.junit.jupiter.api.Test;

class TrainingLogTest {
  private final TrainingLog log =
      new TrainingLog(
          List.of(
              Map.of("phase", "pretrain", "iteration", 1, "loss", 3.0),
              Map.of("phase", "pretrain", "iteration", 10, "loss", Double.NaN),
              Map.of("phase", "game", "iteration", 2L, "loss", 2, "sigma_10", 1.0),
              Map.of("phase", "game", "iteration", 4.0, "sigma_2", 0.5, "sigma_1", 0.1)));

  @Test
  void phasesFollowEachOther() {
    assertEquals(List.of(new Span("pretrain", 0, 10), new Span("game", 10, 14)), log.spans());
  }

  @Test
  void curvesLieOnTheCommonAxisAndLeaveOutWhatWasNotMeasured() {
    assertEquals(
        Map.of(
            new Span("pretrain", 0, 10), List.of(new Point(1, 3)),
            new Span("game", 10, 14), List.of(new Point(12, 2))),
        log.curve("loss"));
    assertTrue(log.curve("unknown").isEmpty());
  }

  @Test
  void sigmasComeInTheOrderOfTheirSteps() {
    assertEquals(List.of("sigma_1", "sigma_2", "sigma_10"), log.names("sigma_"));
  }

  @Test
  void aRowWithoutIterationIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new TrainingLog(List.of(Map.of("phase", "game"))));
  }
}
