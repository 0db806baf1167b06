package org.duetml.app.report;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code metrics.csv}: a header, then one row per logged iteration. */
public final class LogFile {
  private static final String PHASE = "phase";

  private LogFile() {}

  /**
   * Reads all rows.
   *
   * @param file comma-separated values, no quotes
   * @return by row and column: the phase as text, all else as numbers; an empty cell is absent
   * @throws IOException if it cannot be read or holds something else; the message names the line
   */
  public static List<Map<String, Object>> read(Path file) throws IOException {
    List<String> lines = lines(file);
    if (lines.isEmpty()) {
      throw new IOException(file + ": is empty; expected a header such as phase,iteration,loss");
    }
    String[] header = lines.getFirst().split(",", -1);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      rows.add(row(header, lines.get(i).split(",", -1), file + ":" + (i + 1)));
    }
    return rows;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IOException(
          file + ": is no text in UTF-8; restore it, or remove it to do without", e);
    }
  }

  private static Map<String, Object> row(String[] header, String[] cells, String place)
      throws IOException {
    if (cells.length != header.length) {
      throw new IOException(
          "%s: has %d cells; expected %d as in the header"
              .formatted(place, cells.length, header.length));
    }
    Map<String, Object> row = new LinkedHashMap<>();
    for (int column = 0; column < cells.length; column++) {
      if (header[column].equals(PHASE)) {
        row.put(PHASE, cells[column]);
      } else if (!cells[column].isEmpty()) {
        row.put(header[column], number(cells[column], header[column], place));
      }
    }
    return row;
  }

  private static double number(String cell, String column, String place) throws IOException {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException _) {
      throw new IOException("%s: %s = %s: expected a number".formatted(place, column, cell));
    }
  }
}
