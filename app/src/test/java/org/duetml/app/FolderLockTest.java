package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Commands that go on in their folder let one process write to it. */
@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "once is enough")
class FolderLockTest {
  @TempDir private Path folder;

  @Test
  void everyCommandRefusesTheFolderOfAnother() throws IOException {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Files.writeString(tables.resolve("t.csv"), "a,label\n" + "1,0\n2,0\n".repeat(30) + "9,1\n");
    Path out = Files.createDirectory(folder.resolve("out"));
    String refusal =
        "%s: process %d is writing to it; wait for its end or choose another folder\n"
            .formatted(out, ProcessHandle.current().pid());
    try (RunLock _ = RunLock.of(out)) {
      for (String command :
          List.of(
              "sweep 8gaussians --grid gcd.tau=0,0.05",
              "reproduce paper --quick",
              "reproduce energy --quick",
              "benchmark anomalies " + tables)) {
        Outcome outcome = Outcome.of((command + " --quiet --out " + out).split(" "));
        assertEquals(2, outcome.exitCode(), command);
        assertTrue(outcome.err().endsWith(": " + refusal), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
      }
      assertEquals(List.of(out.resolve(RunLock.NAME)), files(out));
    }
  }

  @Test
  void aSweepThatWasKilledLeavesAFolderToGoOnIn() throws IOException, InterruptedException {
    String out = folder.resolve("sweep").toString();
    String text =
        "data: 8gaussians\nset:\n" + TinyRun.CONFIG.indent(2) + "grid:\n  gcd.steps: [4]\n";
    Path tiny = Files.writeString(folder.resolve("tiny.yaml"), text);
    Process killed =
        OtherProcess.start(
            List.of("sweep", "8gaussians", "--grid", "gcd.tau=0,0.05", "--out", out));
    while (killed.isAlive() && !Files.exists(Path.of(out, "sweep.yaml"))) {
      Thread.sleep(5);
    }
    Outcome second = Outcome.of("sweep", tiny.toString(), "--out", out);
    assertEquals(2, second.exitCode());
    String owner = out + ": process %d is writing".formatted(killed.pid());
    assertTrue(second.err().contains(owner), second.err());
    killed.destroyForcibly().waitFor();
    Outcome third = Outcome.of("sweep", tiny.toString(), "--out", out);
    assertEquals(0, third.exitCode(), third.err());
    assertEquals(
        out + ": the process that was writing to it is gone; its lock is taken over",
        third.err().lines().findFirst().orElseThrow());
    assertFalse(Files.exists(Path.of(out, RunLock.NAME)));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
