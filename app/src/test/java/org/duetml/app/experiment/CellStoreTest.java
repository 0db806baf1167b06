package org.duetml.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellStoreTest {
  private static final Cell CELL = cell("gcd.tau=0.1 gcd.steps=3", 4, Map.of("a", "1", "b", "2"));

  @TempDir private Path folder;

  @Test
  void figuresAreReadBackAsTheyWere() throws IOException {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("text", "ended by the guard");
    figures.put("whole", Long.MAX_VALUE);
    figures.put("number", 0.1 + 0.2);
    figures.put("round", 5.0);
    figures.put("tiny", Double.MIN_VALUE);
    figures.put("none", Double.NaN);
    figures.put("most", Double.POSITIVE_INFINITY);
    figures.put("least", Double.NEGATIVE_INFINITY);
    CellResult result = CellResult.measured(CELL, figures, 1.25);
    CellStore store = new CellStore(folder);
    store.save(CELL, result);
    CellResult found = store.find(CELL).orElseThrow();
    assertEquals(result, found);
    assertEquals(
        List.copyOf(figures.keySet()), List.copyOf(found.figures().keySet()), "in their order");
  }

  @Test
  void aFailureIsKeptButNotTakenForDone() throws IOException {
    CellStore store = new CellStore(folder);
    store.save(CELL, CellResult.failed(CELL, "diverged", 2));
    assertEquals(Optional.empty(), store.find(CELL));
    String text = Files.readString(folder.resolve("cells").resolve(CELL.id() + ".json"));
    assertTrue(text.contains("\"failure\" : \"diverged\""), text);
  }

  @Test
  void aResultOfOtherSettingsIsNotTaken() throws IOException {
    CellStore store = new CellStore(folder);
    Path file = folder.resolve("cells").resolve(CELL.id() + ".json");
    store.save(CELL, CellResult.measured(CELL, Map.of("x", 1.0), 1));
    Files.writeString(file, Files.readString(file).replace("\"b\" : \"2\"", "\"b\" : \"3\""));
    assertEquals(Optional.empty(), store.find(CELL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[1]", "{\"settings\": {}}"})
  void aDamagedFileIsNamed(String text) throws IOException {
    CellStore store = new CellStore(folder);
    Path file = folder.resolve("cells").resolve(CELL.id() + ".json");
    Files.writeString(file, text);
    IOException thrown = assertThrows(IOException.class, () -> store.find(CELL));
    assertEquals(
        file + ": is no result of a cell; remove it to measure again", thrown.getMessage());
  }

  @Test
  void anIdIsAReadableNameOfItsOwn() {
    assertTrue(CELL.id().matches("test-gcd.tau-0.1-gcd.steps-3-seed-4-[0-9a-f]{8}"), CELL.id());
    Cell reordered = cell(CELL.label(), 4, reversed(CELL.settings()));
    assertEquals(CELL.id(), reordered.id(), "the order of settings decides nothing");
    assertNotEquals(CELL.id(), cell(CELL.label(), 4, Map.of("a", "1", "b", "3")).id());
    assertNotEquals(CELL.id(), cell(CELL.label() + "!", 4, CELL.settings()).id());
    assertNotEquals(CELL.id(), cell(CELL.label(), 5, CELL.settings()).id());
  }

  @Test
  void anIdIsSafeForFiles() {
    String id = cell("../data/Ä \"x\".csv " + "y".repeat(300), -1, Map.of()).id();
    assertFalse(id.contains("/") || id.contains("\"") || id.contains(" "), id);
    assertTrue(id.length() < 130, id);
  }

  private static Map<String, String> reversed(Map<String, String> map) {
    Map<String, String> reversed = new LinkedHashMap<>();
    List.copyOf(map.keySet()).reversed().forEach(key -> reversed.put(key, map.get(key)));
    return reversed;
  }

  private static Cell cell(String label, long seed, Map<String, String> settings) {
    return new Cell("test", label, seed, settings, _ -> Map.of());
  }
}
