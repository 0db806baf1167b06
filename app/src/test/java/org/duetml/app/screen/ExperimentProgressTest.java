package org.duetml.app.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.duetml.app.experiment.Cell;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.screen.Progress.Style;
import org.junit.jupiter.api.Test;

class ExperimentProgressTest {
  private static final String ERASE = "\u001b[K";

  private final StringWriter screen = new StringWriter();
  private long seconds;

  @Test
  void onATerminalOneLineSaysHowFarItIs() {
    try (ExperimentProgress progress = progress(Style.LIVE)) {
      progress.onStart(0, 4);
      progress.onBegin(cell(0));
      progress.onBegin(cell(1));
      seconds = 60;
      progress.onCell(CellResult.measured(cell(0), Map.of(), 60), 1, 4);
    }
    List<String> lines = List.of(screen.toString().split("\r"));
    assertEquals("0/4 cells, running: tau, seed 0; tau, seed 1" + ERASE, lines.get(2));
    assertEquals("1/4 cells, 3:00 left, running: tau, seed 1" + ERASE, lines.get(3));
    assertTrue(screen.toString().endsWith("\r" + ERASE), "the line is clean at the end");
  }

  @Test
  void theTimeLeftIsThatOfTheCellsOfThisRun() {
    try (ExperimentProgress progress = progress(Style.LIVE)) {
      progress.onStart(90, 100);
      seconds = 30;
      progress.onCell(CellResult.measured(cell(0), Map.of(), 30), 91, 100);
    }
    assertTrue(screen.toString().startsWith("90 of 100 cells are done already"));
    assertTrue(screen.toString().contains("91/100 cells, 4:30 left"), screen.toString());
  }

  @Test
  void elsewhereThereIsALineNowAndThen() {
    try (ExperimentProgress progress = progress(Style.PLAIN)) {
      progress.onStart(0, 30);
      for (int i = 1; i <= 30; i++) {
        seconds += 1;
        progress.onCell(CellResult.measured(cell(i), Map.of(), 1), i, 30);
      }
    }
    assertEquals(
        List.of("10/30 cells, 0:20 left", "20/30 cells, 0:10 left", "30/30 cells"),
        screen.toString().lines().toList());
  }

  @Test
  void failuresAreAlwaysShown() {
    try (ExperimentProgress progress = progress(Style.QUIET)) {
      progress.onStart(1, 3);
      progress.onBegin(cell(7));
      progress.onCell(CellResult.failed(cell(7), "game diverged", 1), 2, 3);
    }
    assertEquals(List.of("tau, seed 7: game diverged"), screen.toString().lines().toList());
    assertFalse(screen.toString().contains("\r"));
  }

  private ExperimentProgress progress(Style style) {
    return new ExperimentProgress(
        new PrintWriter(screen), style, 200, () -> seconds * 1_000_000_000L);
  }

  private static Cell cell(long seed) {
    return new Cell("test", "tau", seed, Map.of(), _ -> Map.of());
  }
}
