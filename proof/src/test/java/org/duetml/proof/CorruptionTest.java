package org.duetml.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.duetml.proof.fuzz.MemoryFolder;
import org.junit.jupiter.api.Test;

/** A part of what {@link CorruptionProof} tries. */
class CorruptionTest {
  @Test
  void damagedModelsAreRefusedOrMeanTheSame() throws IOException {
    Path model = new MemoryFolder().path("model");
    TinyModel.train().save(model);
    List<Corruption.Count> counts = Corruption.of(model, SavedModel::content, 61);
    for (Corruption.Count count : counts) {
      assertEquals(List.of(), count.wrong());
      assertTrue(count.refused() > count.tried() / 2, count.toString());
    }
    assertEquals(2 * Corruption.Damage.values().length, counts.size());
  }

  @Test
  void damagedModelsOfTablesAreRefusedOrMeanTheSame() throws IOException {
    Path model = new MemoryFolder().path("table");
    TinyTable.train().save(model);
    List<Corruption.Count> counts = Corruption.of(model, SavedModel::contentOfTable, 997);
    for (Corruption.Count count : counts) {
      assertEquals(List.of(), count.wrong());
    }
    assertEquals(4 * Corruption.Damage.values().length, counts.size());
  }

  @Test
  void damagedCheckpointsAreRefusedOrMeanTheSame() throws IOException {
    Path checkpoints = new MemoryFolder().path("checkpoints");
    SavedCheckpoint.train(checkpoints);
    for (Corruption.Count count : Corruption.of(checkpoints, SavedCheckpoint::content, 499)) {
      assertEquals(List.of(), count.wrong());
      assertTrue(count.refused() > count.tried() / 2, count.toString());
    }
  }

  @Test
  void aReaderThatBelievesDamageIsFound() throws IOException {
    Path model = new MemoryFolder().path("model");
    TinyModel.train().save(model);
    Corruption.Content credulous = directory -> new byte[] {firstByte(directory)};
    boolean found =
        Corruption.of(model, credulous, 1000).stream().anyMatch(count -> !count.wrong().isEmpty());
    assertTrue(found);
  }

  private static byte firstByte(Path directory) throws IOException {
    return Files.readAllBytes(directory.resolve("config.json"))[0];
  }
}
