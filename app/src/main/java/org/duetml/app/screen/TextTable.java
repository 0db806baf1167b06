package org.duetml.app.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table for fixed-width type: the first column to the left, the others to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Appends a row; the first one is the header.
   *
   * @param cells as many as in the other rows
   * @return this table
   */
  public TextTable row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  /**
   * The table as text.
   *
   * @return lines, each ended by a line feed, with a rule below the header
   */
  @Override
  public String toString() {
    int[] widths =
        IntStream.range(0, rows.getFirst().size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    String rule = "-".repeat(IntStream.of(widths).sum() + GAP.length() * (widths.length - 1));
    return rows.stream()
        .map(row -> line(row, widths))
        .collect(Collectors.joining("\n", "", "\n"))
        .replaceFirst("\n", "\n" + rule + "\n");
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(
            column -> {
              String cell = row.get(column);
              String padding = " ".repeat(widths[column] - cell.length());
              return column == 0 ? cell + padding : padding + cell;
            })
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }
}
