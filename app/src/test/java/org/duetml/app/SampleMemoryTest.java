package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** However many samples are asked for, a small heap will do. */
@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "the process has its own kernels")
class SampleMemoryTest {
  /** A padded row of floats has 64 bytes: all rows together would fill the heap. */
  private static final int ROWS = 800_000;

  private static final String HEAP = "-Xmx48m";

  @Test
  void moreRowsThanTheHeapHolds(@TempDir Path folder) throws Exception {
    assertEquals(0, TinyRun.train(folder, "8gaussians", "run").exitCode());
    Path points = folder.resolve("points.csv");
    String run = folder.resolve("run").toString();
    Process process =
        OtherProcess.start(
            List.of(HEAP),
            List.of("sample", run, "-n", String.valueOf(ROWS), "-o", points.toString()));
    String errors = new String(process.getErrorStream().readAllBytes());
    assertEquals(0, process.waitFor(), errors);
    try (Stream<String> lines = Files.lines(points)) {
      assertEquals(ROWS + 1, lines.count());
    }
  }
}
