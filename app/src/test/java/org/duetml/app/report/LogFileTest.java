package org.duetml.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFileTest {
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("metrics.csv"), text);
  }

  @Test
  void emptyCellsAreAbsent() throws IOException {
    Path file = file("phase,iteration,loss,entropy\npretrain,100,0.5,\ngame,10,,-1.5\n");
    assertEquals(
        List.of(
            Map.of("phase", "pretrain", "iteration", 100.0, "loss", 0.5),
            Map.of("phase", "game", "iteration", 10.0, "entropy", -1.5)),
        LogFile.read(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "phase,iteration;game,x | metrics.csv:2: iteration = x: expected a number",
        "phase,iteration;game,1;game | metrics.csv:3: has 1 cells; expected 2 as in the header",
      })
  void damageIsNamedByItsLine(String lines, String message) throws IOException {
    Path file = file(lines.replace(";", "\n") + "\n");
    IOException e = assertThrows(IOException.class, () -> LogFile.read(file));
    assertTrue(e.getMessage().endsWith(message), e.getMessage());
  }

  @Test
  void curvesAreSplitByPhase() throws IOException {
    Path file = file("phase,iteration,seconds,loss\na,10,1,3\na,20,2,2\nb,5,3,1\n");
    Map<String, Object> curves = TrainingCurves.of(LogFile.read(file));
    Map<?, ?> signals = (Map<?, ?>) curves.get("signals");
    assertEquals(List.of("loss"), List.copyOf(signals.keySet()));
    List<?> pieces = (List<?>) signals.get("loss");
    assertEquals(2, pieces.size());
    double[] last = (double[]) ((List<?>) pieces.get(1)).getFirst();
    assertEquals(25, last[0], "20 iterations of the first phase, then 5");
    assertEquals(1, last[1]);
  }
}
