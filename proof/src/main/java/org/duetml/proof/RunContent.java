package org.duetml.proof;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.duetml.app.report.LogFile;

/**
 * What a run leaves, but for the times that it took and the date.
 *
 * @param files by name; what is the same in two runs of one seed
 */
record RunContent(Map<String, String> files) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String WEIGHTS = "model/weights.safetensors";

  /** Reads the folder of a run that has ended. */
  static RunContent of(Path run) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        files.put(name, content(name, file));
      }
    }
    return new RunContent(files);
  }

  private static String content(String name, Path file) throws IOException {
    return switch (name) {
      case "metrics.json" -> json(file).without("training_seconds").toString();
      case "metrics.csv" -> log(file);
      case "model/config.json" -> model(file);
      default -> Files.readString(file, StandardCharsets.ISO_8859_1);
    };
  }

  private static ObjectNode json(Path file) throws IOException {
    return (ObjectNode) JSON.readTree(Files.readString(file));
  }

  private static String log(Path file) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> row : LogFile.read(file)) {
      Map<String, Object> timeless = new LinkedHashMap<>(row);
      timeless.remove("seconds");
      rows.add(timeless);
    }
    return rows.toString();
  }

  private static String model(Path file) throws IOException {
    ObjectNode model = json(file);
    model.remove("checksum");
    ObjectNode provenance = (ObjectNode) model.get("provenance");
    provenance.remove("date");
    ((ObjectNode) provenance.get("metrics")).remove("training_seconds");
    return model.toString();
  }

  /** The names of files that are not the same, or only in one of the two. */
  List<String> differences(RunContent other) {
    TreeSet<String> names = new TreeSet<>(files.keySet());
    names.addAll(other.files.keySet());
    if (!files.containsKey(WEIGHTS)) {
      return List.of("no " + WEIGHTS);
    }
    return names.stream()
        .filter(name -> !Objects.equals(files.get(name), other.files.get(name)))
        .toList();
  }
}
