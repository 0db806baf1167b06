package org.duetml.app.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.duetml.app.screen.Progress.Style;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Phase;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final String ERASE = "\u001b[K";

  private final StringWriter screen = new StringWriter();
  private long millis;

  @Test
  void onATerminalOneLineIsRewrittenTenTimesASecond() {
    try (Progress progress = progress(Style.LIVE, 100)) {
      run(progress, Phase.PRETRAIN, 1000, 5);
    }
    List<String> lines = List.of(screen.toString().split("\r"));
    assertEquals("pretrain    [            ] 20/1000" + ERASE, lines.get(1));
    assertEquals("pretrain    [====        ] 400/1000, 0:03 left" + ERASE, lines.get(20));
    long updates = lines.stream().filter(line -> line.startsWith("pretrain")).count();
    assertEquals(50, updates);
    assertFalse(screen.toString().contains("\n"));
    assertTrue(screen.toString().endsWith("\r" + ERASE), "the line is clean at the end");
  }

  @Test
  void aLineNeverWraps() {
    try (Progress progress = progress(Style.LIVE, 40)) {
      progress.onSignals(Phase.GAME, 1, Map.of("energy_gap", 0.5, "sliced_wasserstein", 0.25));
      run(progress, Phase.GAME, 100, 10);
    }
    for (String line : screen.toString().split("\r")) {
      assertTrue(line.replace(ERASE, "").length() < 40, line);
    }
  }

  @Test
  void theLatestSignalsAreShown() {
    try (Progress progress = progress(Style.LIVE, 200)) {
      millis += 200;
      progress.onIteration(Phase.GAME, 1, 10);
      progress.onSignals(Phase.GAME, 1, Map.of("energy_gap", 0.5, "sliced_wasserstein", 0.25));
      progress.onSignals(Phase.GAME, 2, Map.of("energy_gap", 0.75));
      millis += 200;
      progress.onIteration(Phase.GAME, 3, 10);
      millis += 200;
      progress.onIteration(Phase.CALIBRATION, 1, 10);
    }
    assertTrue(screen.toString().contains(", energy gap 0.7500, sliced W2 0.2500" + ERASE));
    assertTrue(
        screen.toString().contains("calibration [=           ] 1/10" + ERASE),
        "the signals of another phase are gone");
  }

  @Test
  void messagesGetLinesOfTheirOwn() {
    try (Progress progress = progress(Style.LIVE, 80)) {
      progress.stage("saving");
      progress.onMessage("the game turned bad");
    }
    assertEquals(
        "\rsaving" + ERASE + "\r" + ERASE + "the game turned bad\n",
        screen.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void elsewhereThereIsALineNowAndThen() {
    try (Progress progress = progress(Style.PLAIN, 80)) {
      run(progress, Phase.PRETRAIN, 500, 50);
      progress.stage("measuring");
    }
    List<String> lines = screen.toString().lines().toList();
    assertEquals(4, lines.size(), screen.toString());
    assertTrue(lines.get(0).matches("pretrain: iteration 200 of 500, \\d+:\\d\\d left"));
    assertTrue(lines.get(1).startsWith("pretrain: iteration 400 of 500, "));
    assertEquals("pretrain: 500 iterations in 25.0 s", lines.get(2));
    assertEquals("measuring", lines.get(3));
    assertFalse(screen.toString().contains("\r"));
  }

  @Test
  void quietShowsMessagesOnly() {
    try (Progress progress = progress(Style.QUIET, 80)) {
      run(progress, Phase.PRETRAIN, 500, 50);
      progress.stage("measuring");
      progress.onMessage("pretraining skipped");
    }
    assertEquals(List.of("pretraining skipped"), screen.toString().lines().toList());
  }

  private Progress progress(Style style, int columns) {
    return new Progress(
        new PrintWriter(screen),
        style,
        columns,
        DuetConfig.defaults(),
        EnumSet.of(Phase.PRETRAIN),
        () -> millis * 1_000_000);
  }

  private void run(Progress progress, Phase phase, int iterations, int millisEach) {
    for (int iteration = 1; iteration <= iterations; iteration++) {
      millis += millisEach;
      progress.onIteration(phase, iteration, iterations);
    }
  }
}
