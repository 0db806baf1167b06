package org.duetml.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.duetml.model.DuetModel;
import org.junit.jupiter.api.Test;

/** A model is saved to disks that become full at every stage of it. */
class FullDiskTest {
  private static final int BLOCK = 64;
  private static final int SPARE = 4;
  private static final int STEP = 5;
  private static final int FILES_OF_A_MODEL = 2;

  @Test
  void theEarlierModelStaysUntilTheNewOneIsWhole() throws IOException {
    DuetModel earlier = TinyModel.train();
    DuetModel later = earlier.withMetrics(Map.of("kl", 0.5));
    byte[] before = content(earlier);
    byte[] after = content(later);
    int size = before.length / BLOCK + SPARE;
    int failures = 0;
    for (int blocks = size; blocks < 3 * size; blocks += STEP) {
      try (FileSystem disk = disk(blocks)) {
        Path model = disk.getPath("/models/one");
        earlier.save(model);
        boolean saved = isSaved(later, model);
        failures += saved ? 0 : 1;
        assertArrayEquals(saved ? after : before, content(DuetModel.load(model)));
        assertNothingElse(model);
      }
    }
    assertTrue(failures > 5 && failures < 2 * size / STEP, failures + " failures");
  }

  @Test
  void withoutAnEarlierModelThereIsNone() throws IOException {
    DuetModel model = TinyModel.train();
    int size = content(model).length / BLOCK;
    for (int blocks = 1; blocks < size; blocks += STEP) {
      try (FileSystem disk = disk(blocks)) {
        Path folder = disk.getPath("/models/one");
        IOException refused = assertThrows(IOException.class, () -> model.save(folder));
        assertEquals(1, refused.getMessage().lines().count());
        assertTrue(Files.notExists(folder));
      }
    }
  }

  private static FileSystem disk(int blocks) {
    return Jimfs.newFileSystem(
        Configuration.unix().toBuilder()
            .setBlockSize(BLOCK)
            .setMaxSize((long) BLOCK * blocks)
            .setMaxCacheSize(0)
            .build());
  }

  private static boolean isSaved(DuetModel model, Path place) {
    try {
      model.save(place);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static byte[] content(DuetModel model) throws IOException {
    try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix())) {
      Path place = disk.getPath("/model");
      model.save(place);
      return SavedModel.content(place);
    }
  }

  private static void assertNothingElse(Path model) throws IOException {
    try (Stream<Path> beside = Files.list(model.getParent());
        Stream<Path> inside = Files.list(model)) {
      assertEquals(List.of(model), beside.toList());
      assertEquals(FILES_OF_A_MODEL, inside.count());
    }
  }
}
