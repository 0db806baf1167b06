package org.duetml.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.duetml.config.Interval;
import org.duetml.state.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "once is enough")
class CheckpointStoreTest {
  @TempDir private Path folder;

  private final List<String> messages = new ArrayList<>();
  private long nanos;

  private CheckpointStore store(String every) {
    return new CheckpointStore(folder, Interval.parse(every), messages::add, () -> nanos);
  }

  private static Snapshot state(String text) {
    return new Snapshot(
        Map.of("weights", new float[] {1.5f, -0f, Float.MIN_VALUE}, "more", new float[17]),
        Map.of("text", text, "number", "NaN"));
  }

  private String latest() {
    return store("0").latest().orElseThrow().texts().get("text");
  }

  private static void flip(Path file, int place) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[place] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void givesBackTheLastState() {
    CheckpointStore store = store("0");
    assertTrue(store.latest().isEmpty());
    store.save(state("two words\nand \"quotes\""));
    Snapshot read = store("0").latest().orElseThrow();
    assertEquals(state("two words\nand \"quotes\"").texts(), read.texts());
    assertArrayEquals(new float[] {1.5f, -0f, Float.MIN_VALUE}, read.arrays().get("weights"));
    assertEquals(17, read.arrays().get("more").length);
    assertEquals(List.of(), messages);
  }

  @Test
  void keepsTheLastTwoAndCountsOnAfterARestart() throws IOException {
    for (String text : List.of("a", "b", "c")) {
      store("0").save(state("before"));
      CheckpointStore store = store("0");
      store.latest();
      store.save(state(text));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
    assertEquals("c", latest());
  }

  @Test
  void aBrokenNewestGivesWayToTheOneBefore() throws IOException {
    CheckpointStore store = store("0");
    store.save(state("older"));
    store.save(state("newer"));
    Path newest = folder.resolve("checkpoint-2.safetensors");
    byte[] whole = Files.readAllBytes(newest);
    for (int place = 0; place < whole.length; place++) {
      messages.clear();
      flip(newest, place);
      assertEquals("older", latest(), "byte " + place);
      assertTrue(messages.getFirst().startsWith(newest + ": "), messages.getFirst());
      Files.write(newest, whole);
    }
    Files.write(newest, new byte[0]);
    assertEquals("older", latest());
    flip(folder.resolve("checkpoint-1.safetensors"), 30);
    String message = assertThrows(IllegalStateException.class, this::latest).getMessage();
    assertEquals(
        folder + ": holds no checkpoint that is whole; train again from the start", message);
  }

  @Test
  void aFileThatWasNotFinishedIsNoCheckpoint() throws IOException {
    Files.write(folder.resolve("checkpoint.part"), new byte[100]);
    Files.write(folder.resolve("notes.txt"), new byte[100]);
    assertTrue(store("0").latest().isEmpty());
    CheckpointStore store = store("0");
    store.save(state("whole"));
    assertEquals("whole", latest());
  }

  @Test
  void isDueByIterationsOrByTheClock() {
    CheckpointStore counting = store("3");
    assertEquals("001001", due(counting, 6));
    CheckpointStore never = store("0");
    assertEquals("000000", due(never, 6));
    CheckpointStore timed = store("2m");
    assertFalse(timed.isDue());
    nanos += 119_000_000_000L;
    assertFalse(timed.isDue());
    nanos += 1_000_000_000L;
    assertTrue(timed.isDue());
    timed.save(state("x"));
    assertFalse(timed.isDue());
  }

  private static String due(CheckpointStore store, int iterations) {
    StringBuilder due = new StringBuilder();
    for (int i = 0; i < iterations; i++) {
      boolean now = store.isDue();
      due.append(now ? 1 : 0);
      if (now) {
        store.save(state("x"));
      }
    }
    return due.toString();
  }

  @Test
  void aPlaceThatCannotBeWrittenIsToldAndNoMore() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    CheckpointStore store =
        new CheckpointStore(file.resolve("below"), Interval.parse("1"), messages::add);
    store.save(state("x"));
    assertEquals(1, messages.size());
    assertTrue(messages.getFirst().startsWith("no checkpoint could be written"), messages.get(0));
  }

  @Test
  void isStoppedFromOutside() {
    CheckpointStore store = store("0");
    assertFalse(store.isStopping());
    store.stop();
    assertTrue(store.isStopping());
  }

  @Test
  void clearsItsOwnFilesOnly() throws IOException {
    CheckpointStore store = store("0");
    store.save(state("x"));
    Files.write(folder.resolve("notes.txt"), new byte[1]);
    store.clear();
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("notes.txt")), files.toList());
    }
  }
}
