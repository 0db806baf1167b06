package org.duetml.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few of the kills of {@link KillProof}. */
class KillingTest {
  @TempDir private Path folder;

  @Test
  void aKilledRunEndsWithTheBitsOfAnUndisturbedOne() throws IOException, InterruptedException {
    Killing.Result result = Killing.run(folder, 3, 1);
    assertEquals(List.of(), result.wrong());
    assertTrue(result.kills() >= 3, result.toString());
    assertEquals(result.kills(), result.survived());
  }
}
