package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.duetml.config.DuetConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "once is enough")
class RunRecordTest {
  @TempDir private Path folder;

  private final RunRecord record =
      new RunRecord(
          List.of("8gaussians", "--set", "gcd.tau=0.1"),
          DuetConfig.of(Map.of("gcd.tau", 0.1)),
          "8gaussians");

  @Test
  void isReadAsItWasWritten() throws IOException {
    Path file = folder.resolve("run.json");
    record.write(file);
    assertEquals(record, RunRecord.read(file));
  }

  @Test
  void aDamagedByteIsRefusedOrChangesNothing() throws IOException {
    Path file = folder.resolve("run.json");
    record.write(file);
    byte[] whole = Files.readAllBytes(file);
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      try {
        assertEquals(record, RunRecord.read(file), "byte " + at);
      } catch (IOException e) {
        assertEquals(
            file + ": is damaged, so that the run cannot be resumed; train again from the start",
            e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > whole.length / 2, refused + " refused");
  }
}
