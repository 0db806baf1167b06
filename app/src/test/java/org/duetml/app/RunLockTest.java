package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "once is enough")
class RunLockTest {
  @TempDir private Path folder;

  @Test
  void oneAtATimeWritesToAFolder() throws IOException {
    long pid = ProcessHandle.current().pid();
    try (RunLock lock = RunLock.of(folder)) {
      assertFalse(lock.takenOver());
      String message = assertThrows(UsageException.class, () -> RunLock.of(folder)).getMessage();
      assertEquals(
          folder
              + ": process %d is writing to it; wait for its end or choose another folder"
                  .formatted(pid),
          message);
      assertTrue(Files.exists(folder.resolve(RunLock.NAME)), "the refusal leaves the lock alone");
    }
    assertFalse(Files.exists(folder.resolve(RunLock.NAME)));
    RunLock.of(folder).close();
  }

  /** Not even where a process has that id again, as this one here. */
  @Test
  void whatAKilledProcessLeftLocksNothing() throws IOException {
    long pid = ProcessHandle.current().pid();
    Files.writeString(folder.resolve(RunLock.NAME), pid + "\n");
    try (RunLock lock = RunLock.of(folder)) {
      assertTrue(lock.takenOver());
    }
    assertFalse(Files.exists(folder.resolve(RunLock.NAME)));
  }
}
