package org.duetml.app.picture;

import java.util.List;

/**
 * A figure over a grid of two keys, as one map or several of the same rows and columns.
 *
 * @param title of the picture
 * @param caption below it
 * @param rows key and values from top to bottom; one value without a name for a single row
 * @param columns key and values from left to right
 * @param panels the maps, at least one
 */
public record HeatMaps(String title, String caption, Key rows, Key columns, List<Panel> panels) {
  /** Copies, and refuses maps of other sizes. */
  public HeatMaps {
    panels = List.copyOf(panels);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("no maps to draw; expected at least one");
    }
    for (Panel panel : panels) {
      boolean fits = panel.tiles().size() == rows.values().size();
      for (List<Tile> row : panel.tiles()) {
        fits &= row.size() == columns.values().size();
      }
      if (!fits) {
        throw new IllegalArgumentException(
            "the map %s: expected %d rows of %d tiles"
                .formatted(panel.heading(), rows.values().size(), columns.values().size()));
      }
    }
  }

  /**
   * What changes along one side.
   *
   * @param name of the key, may be empty
   * @param values of the key, at least one
   */
  public record Key(String name, List<String> values) {
    /** Copies. */
    public Key {
      values = List.copyOf(values);
    }
  }

  /**
   * One map.
   *
   * @param heading lines above it, may be none
   * @param tiles row by row
   */
  public record Panel(List<String> heading, List<List<Tile>> tiles) {
    /** Copies. */
    public Panel {
      heading = List.copyOf(heading);
      tiles = tiles.stream().map(List::copyOf).toList();
    }
  }

  /**
   * One place of a map.
   *
   * @param value decides the colour; NaN where nothing was measured
   * @param text the value, for people
   * @param detail below it, may be empty
   * @param marked whether it stands out
   */
  public record Tile(double value, String text, String detail, boolean marked) {}
}
