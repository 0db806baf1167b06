package org.duetml.app.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.duetml.app.file.AtomicFile;
import org.duetml.app.file.JsonText;

/**
 * The results of cells, one JSON file {@code cells/ID.json} each, so that an interrupted experiment
 * goes on where it was.
 *
 * <p>The file is an object with {@code experiment}, {@code label}, {@code seed}, {@code settings}
 * (texts by key), {@code figures} (texts and numbers by name), {@code failure} (only if it failed)
 * and {@code seconds}. JSON has no numbers that are infinite or none: they are the texts {@code
 * Infinity}, {@code -Infinity} and {@code NaN}.
 *
 * <p>Safe for concurrent use.
 */
public final class CellStore {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path cells;

  /**
   * A store in a folder of an experiment.
   *
   * @param directory existing; the store makes {@code cells} in it
   * @throws IOException if it cannot be written to
   */
  public CellStore(Path directory) throws IOException {
    cells = Files.createDirectories(directory.resolve("cells"));
  }

  /**
   * The figures that a cell measured before.
   *
   * @param cell to look for
   * @return empty if it was not run, failed or had other settings
   * @throws IOException if its file cannot be read
   */
  public Optional<CellResult> find(Cell cell) throws IOException {
    Path file = file(cell);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(read(file))
        .filter(result -> result.isOf(cell) && result.failure().isEmpty());
  }

  /**
   * Everything that is kept.
   *
   * @return all results, also those of failures, by the names of their files
   * @throws IOException if a file cannot be read
   */
  public List<CellResult> all() throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(cells)) {
      files = listed.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    List<CellResult> results = new ArrayList<>();
    for (Path file : files) {
      results.add(read(file));
    }
    return results;
  }

  /**
   * Keeps a result in place of an earlier one.
   *
   * @param cell that was run
   * @param result of it
   * @throws IOException if it cannot be written
   */
  public void save(Cell cell, CellResult result) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("experiment", result.experiment());
    members.put("label", result.label());
    members.put("seed", result.seed());
    members.put("settings", result.settings());
    members.put("figures", result.figures());
    result.failure().ifPresent(failure -> members.put("failure", failure));
    members.put("seconds", result.seconds());
    AtomicFile.write(file(cell), writer -> writer.write(JsonText.of(members)));
  }

  private Path file(Cell cell) {
    return cells.resolve(cell.id() + ".json");
  }

  private static CellResult read(Path file) throws IOException {
    try {
      JsonNode node = JSON.readTree(Files.readString(file));
      Map<String, String> settings = new LinkedHashMap<>();
      node.required("settings")
          .properties()
          .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
      Map<String, Object> figures = new LinkedHashMap<>();
      node.required("figures")
          .properties()
          .forEach(entry -> figures.put(entry.getKey(), figure(entry.getValue())));
      return new CellResult(
          node.required("experiment").asText(),
          node.required("label").asText(),
          node.required("seed").asLong(),
          settings,
          figures,
          Optional.ofNullable(node.get("failure")).map(JsonNode::asText),
          node.required("seconds").asDouble());
    } catch (JsonProcessingException | CharacterCodingException | IllegalArgumentException e) {
      throw new IOException(file + ": is no result of a cell; remove it to measure again", e);
    }
  }

  private static Object figure(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.longValue();
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return switch (node.asText()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      case String text -> text;
    };
  }
}
