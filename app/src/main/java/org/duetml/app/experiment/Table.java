package org.duetml.app.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.duetml.app.screen.TextTable;

/**
 * A table of texts, to be read by people and by programs.
 *
 * @param header titles of the columns
 * @param rows each with a cell for every column
 */
public record Table(List<String> header, List<List<String>> rows) {
  /** Copies, and refuses rows that are too long or too short. */
  public Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(
            "a row of %d cells: expected %d".formatted(row.size(), header.size()));
      }
    }
  }

  /**
   * The table for a screen.
   *
   * @return lines for fixed-width type
   */
  public String text() {
    TextTable table = new TextTable().row(header);
    rows.forEach(table::row);
    return table.toString();
  }

  /**
   * The table in Markdown, the first column to the left and the others to the right.
   *
   * @return lines, each ended by a line feed
   */
  public String markdown() {
    List<String> rule = new ArrayList<>(Collections.nCopies(header.size(), "---:"));
    rule.set(0, "---");
    List<String> lines = new ArrayList<>(List.of(markdown(header), markdown(rule)));
    rows.forEach(row -> lines.add(markdown(row)));
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static String markdown(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  /**
   * The table as comma-separated values (RFC 4180, with line feeds).
   *
   * @return the header, then a line for each row
   */
  public String csv() {
    List<String> lines = new ArrayList<>(List.of(csv(header)));
    rows.forEach(row -> lines.add(csv(row)));
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static String csv(List<String> cells) {
    return cells.stream().map(Table::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
