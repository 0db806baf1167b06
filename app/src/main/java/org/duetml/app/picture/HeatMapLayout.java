package org.duetml.app.picture;

import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Stream;
import org.duetml.app.picture.HeatMaps.Key;
import org.duetml.app.picture.HeatMaps.Tile;

/** Where everything of a picture of heat maps lies, in pixels. */
final class HeatMapLayout {
  /** From one line of text to the next. */
  static final int LINE = 26;

  /** Between a panel and the text around it. */
  static final int LABEL_GAP = 12;

  /** Between a panel and the colour bar at its right. */
  static final int BAR_GAP = 16;

  /** Below a panel: its values and the name of the key. */
  static final int COLUMN_AXIS = 70;

  private static final int BAR_SPACE = BAR_GAP + ColorBar.WIDTH + 80;
  private static final int TOP = 78;
  private static final int CAPTION = 40;
  private static final int GAP = 44;
  private static final int MOST_PANELS_PER_ROW = 3;
  private static final int NARROWEST_TILE = 96;
  private static final int WIDEST_TILE = 300;
  private static final int LOWEST_TILE = 40;
  private static final int HIGHEST_TILE = 108;

  /** Of one row, so that the colour bar beside it has room for its numbers. */
  private static final int SINGLE_ROW = 160;

  private static final int TEXT_MARGIN = 12;

  private final HeatMaps maps;
  private final Canvas measure = new Canvas(1, 1);
  private final int rows;
  private final int columns;
  private final double left;
  private final int headingHeight;
  private final int perRow;
  private final double tileWidth;
  private final double tileHeight;

  HeatMapLayout(HeatMaps maps) {
    this.maps = maps;
    rows = maps.rows().values().size();
    columns = maps.columns().values().size();
    left = Style.MARGIN + LABEL_GAP + rowLabelWidth(maps.rows());
    int headingLines = maps.panels().getFirst().heading().size();
    headingHeight = LABEL_GAP + LINE * Math.max(headingLines, maps.rows().name().isEmpty() ? 0 : 1);
    double free = Style.WIDTH - Style.MARGIN - left - BAR_SPACE;
    perRow = panelsPerRow(free);
    tileWidth = Math.min(WIDEST_TILE, ((free + GAP) / perRow - GAP) / columns);
    tileHeight = rows == 1 ? SINGLE_ROW : Math.clamp(0.7 * tileWidth, LOWEST_TILE, HIGHEST_TILE);
  }

  private double rowLabelWidth(Key key) {
    return widest(Stream.concat(Stream.of(key.name()), key.values().stream()), Style.LABEL);
  }

  /** So many that numbers and headings have room. */
  private int panelsPerRow(double free) {
    double heading =
        widest(maps.panels().stream().flatMap(panel -> panel.heading().stream()), Style.LABEL);
    double narrowest = Math.max(heading, columns * NARROWEST_TILE);
    int fitting = (int) ((free + GAP) / (narrowest + GAP));
    return Math.min(Math.clamp(fitting, 1, MOST_PANELS_PER_ROW), maps.panels().size());
  }

  private double widest(Stream<String> texts, Font font) {
    return texts.mapToDouble(text -> measure.textWidth(text, font)).max().orElse(0);
  }

  /** A small grid makes a small picture: tiles that fill the page would be all colour. */
  int width() {
    double panels = perRow * (columns * tileWidth + GAP) - GAP;
    double title = measure.textWidth(maps.title(), Style.TITLE);
    double caption = measure.textWidth(maps.caption(), Style.LABEL);
    double texts = Style.MARGIN + Math.max(title, caption);
    double wanted = Math.max(left + panels + BAR_SPACE, texts) + Style.MARGIN;
    return (int) Math.ceil(Math.min(wanted, Style.WIDTH));
  }

  int height() {
    int lines = (maps.panels().size() + perRow - 1) / perRow;
    double panel = headingHeight + rows * tileHeight + COLUMN_AXIS;
    return (int) Math.ceil(TOP + lines * panel + CAPTION);
  }

  /** The base line of the caption. */
  double captionBase() {
    return height() - CAPTION + LABEL_GAP;
  }

  /** A panel; its scales count the columns from the left and the rows from below. */
  Axes axes(int panel) {
    double width = tileWidth * columns;
    double height = tileHeight * rows;
    double x = left + panel % perRow * (width + GAP);
    double y = TOP + headingHeight + panel / perRow * (headingHeight + height + COLUMN_AXIS);
    Rectangle2D frame = new Rectangle2D.Double(x, y, width, height);
    return new Axes(frame, new Scale.Linear(0, columns), new Scale.Linear(0, rows));
  }

  /** Whether a panel is the first of its row, which has the labels at the left. */
  boolean beginsRow(int panel) {
    return panel % perRow == 0;
  }

  /** Whether the colour bar stands beside this panel, at the end of the first row. */
  boolean hasBar(int panel) {
    return panel == perRow - 1;
  }

  /** The place of a tile; its rows count from the top. */
  Rectangle2D tile(Axes axes, int row, int column) {
    double x = axes.frame().getX() + column * tileWidth;
    double y = axes.frame().getY() + row * tileHeight;
    return new Rectangle2D.Double(x, y, tileWidth, tileHeight);
  }

  /** One size for the numbers of all tiles. */
  Font numbers() {
    Stream<String> texts =
        maps.panels().stream()
            .flatMap(panel -> panel.tiles().stream())
            .flatMap(List::stream)
            .map(Tile::text);
    return widest(texts, Style.HEADING) <= tileWidth - TEXT_MARGIN ? Style.HEADING : Style.LABEL;
  }

  /** Whether a tile has room for a text. */
  boolean fits(String text, Font font) {
    return measure.textWidth(text, font) <= tileWidth - TEXT_MARGIN;
  }

  /** Whether a tile has room for a second line. */
  boolean fitsTwoLines() {
    return tileHeight > 2 * LINE;
  }
}
