package org.duetml.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.CellStore;
import org.duetml.app.experiment.Summary;

/** Gathers what the page shows of a sweep: a row for every point of its grid, over the seeds. */
public final class SweepDocument {
  private SweepDocument() {}

  /**
   * Whether a folder holds a sweep.
   *
   * @param folder any path
   * @return true if there are cells in it
   */
  public static boolean isSweep(Path folder) {
    return Files.isDirectory(folder.resolve("cells"));
  }

  /**
   * Reads all cells.
   *
   * @param folder of the sweep
   * @return the JSON object {@code name, cells, seconds, keys} (the settings that differ), {@code
   *     common} (those that do not), {@code figures} (names of all) and {@code rows}
   * @throws IOException if a cell cannot be read
   */
  static Map<String, Object> of(Path folder) throws IOException {
    List<CellResult> cells = new CellStore(folder).all();
    Map<String, TreeSet<String>> values = new LinkedHashMap<>();
    for (CellResult cell : cells) {
      cell.settings()
          .forEach((key, value) -> values.computeIfAbsent(key, _ -> new TreeSet<>()).add(value));
    }
    List<Summary> points = points(cells);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", String.valueOf(folder.toAbsolutePath().normalize().getFileName()));
    object.put("cells", cells.size());
    object.put("seconds", cells.stream().mapToDouble(CellResult::seconds).sum());
    object.put("keys", values.keySet().stream().filter(key -> values.get(key).size() > 1).toList());
    object.put(
        "common",
        values.entrySet().stream()
            .filter(entry -> entry.getValue().size() == 1)
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> entry.getValue().first(),
                    (a, _) -> a,
                    TreeMap::new)));
    object.put(
        "figures", points.stream().flatMap(p -> p.figures().keySet().stream()).distinct().toList());
    object.put("rows", rows(points));
    return object;
  }

  /**
   * Cells of one label may differ in other settings, where a sweep was changed and run again: these
   * are points of their own.
   */
  private static List<Summary> points(List<CellResult> cells) {
    Map<Map<String, String>, List<CellResult>> groups = new LinkedHashMap<>();
    for (CellResult cell : cells) {
      groups.computeIfAbsent(cell.settings(), _ -> new ArrayList<>()).add(cell);
    }
    return groups.values().stream().flatMap(group -> Summary.of(group).stream()).toList();
  }

  private static List<Map<String, Object>> rows(List<Summary> points) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Summary point : points) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("label", point.label());
      row.put("settings", point.settings());
      row.put("figures", point.figures());
      row.put("failures", point.failures());
      rows.add(row);
    }
    return rows;
  }
}
