package org.duetml.app.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.duetml.app.picture.HeatMaps.Key;
import org.duetml.app.picture.HeatMaps.Panel;
import org.duetml.app.picture.HeatMaps.Tile;

/** A figure over the values of a grid: a coloured tile with its number for every combination. */
public final class HeatMapPicture {
  /** More would make a picture that nobody can look at. */
  public static final int MOST_PANELS = 60;

  private static final ColorMap COLORS = ColorMap.VIRIDIS;
  private static final Color MARK = new Color(0xd62728);
  private static final Color NOTHING = new Color(0xeceef1);
  private static final Stroke MARK_STROKE = new BasicStroke(5f);

  private static final int TOP = 78;
  private static final int LINE = 26;
  private static final int COLUMN_AXIS = 70;
  private static final int CAPTION = 40;
  private static final int GAP = 44;
  private static final int BAR_GAP = 16;
  private static final int BAR_SPACE = BAR_GAP + ColorBar.WIDTH + 80;
  private static final int LABEL_GAP = 12;
  private static final int MOST_PANELS_PER_ROW = 3;
  private static final int NARROWEST_TILE = 96;
  private static final int WIDEST_TILE = 300;
  private static final int LOWEST_TILE = 40;
  private static final int HIGHEST_TILE = 108;

  /** Of one row, so that the colour bar beside it has room for its numbers. */
  private static final int SINGLE_ROW = 160;

  private static final int TEXT_MARGIN = 12;

  /** Largest over smallest value beyond which equal ratios get equal distances. */
  private static final double WIDE_RANGE = 10;

  /** Relative luminance above which dark text reads better than white. */
  private static final double BRIGHT = 0.36;

  private final HeatMaps maps;
  private final Scale scale;
  private final double left;
  private final int headingHeight;
  private final int perRow;
  private final double tileWidth;
  private final double tileHeight;
  private final Font font;
  private final Canvas canvas;

  private HeatMapPicture(HeatMaps maps) {
    this.maps = maps;
    int rows = maps.rows().values().size();
    int columns = maps.columns().values().size();
    Key rowKey = maps.rows();
    scale = scale(maps);
    left =
        Style.MARGIN
            + widest(Stream.concat(Stream.of(rowKey.name()), rowKey.values().stream()), Style.LABEL)
            + LABEL_GAP;
    double free = Style.WIDTH - Style.MARGIN - left - BAR_SPACE;
    double heading =
        widest(maps.panels().stream().flatMap(panel -> panel.heading().stream()), Style.LABEL);
    double narrowest = Math.max(heading, columns * NARROWEST_TILE);
    int fitting = Math.clamp((int) ((free + GAP) / (narrowest + GAP)), 1, MOST_PANELS_PER_ROW);
    perRow = Math.min(fitting, maps.panels().size());
    tileWidth = Math.min(WIDEST_TILE, ((free + GAP) / perRow - GAP) / columns);
    tileHeight = rows == 1 ? SINGLE_ROW : Math.clamp(0.7 * tileWidth, LOWEST_TILE, HIGHEST_TILE);
    double text = widest(tiles(maps).map(Tile::text), Style.HEADING);
    font = text <= tileWidth - TEXT_MARGIN ? Style.HEADING : Style.LABEL;
    int headingLines = maps.panels().getFirst().heading().size();
    headingHeight = LABEL_GAP + LINE * Math.max(headingLines, rowKey.name().isEmpty() ? 0 : 1);
    int lines = (maps.panels().size() + perRow - 1) / perRow;
    double height = TOP + lines * (headingHeight + rows * tileHeight + COLUMN_AXIS) + CAPTION;
    canvas = new Canvas((int) Math.ceil(width(columns)), (int) Math.ceil(height));
  }

  /** A small grid makes a small picture: tiles that fill the page would be all colour. */
  private double width(int columns) {
    double panels = perRow * (columns * tileWidth + GAP) - GAP;
    double texts =
        Math.max(
            widest(Stream.of(maps.title()), Style.TITLE),
            widest(Stream.of(maps.caption()), Style.LABEL));
    double wanted = Math.max(left + panels + BAR_SPACE, Style.MARGIN + texts) + Style.MARGIN;
    return Math.min(wanted, Style.WIDTH);
  }

  /**
   * Draws and writes the picture.
   *
   * @param file a PNG file in an existing folder
   * @param maps what to show, at most {@link #MOST_PANELS} maps
   * @throws IOException if it cannot be written, or there is no font to write text with
   */
  public static void write(Path file, HeatMaps maps) throws IOException {
    Canvas.requireFonts();
    draw(maps).write(file);
  }

  static Canvas draw(HeatMaps maps) {
    if (maps.panels().size() > MOST_PANELS) {
      throw new IllegalArgumentException(
          "%d maps: expected at most %d".formatted(maps.panels().size(), MOST_PANELS));
    }
    return new HeatMapPicture(maps).draw();
  }

  private static double widest(Stream<String> texts, Font font) {
    Canvas measure = new Canvas(1, 1);
    return texts.mapToDouble(text -> measure.textWidth(text, font)).max().orElse(0);
  }

  private static Stream<Tile> tiles(HeatMaps maps) {
    return maps.panels().stream().flatMap(panel -> panel.tiles().stream()).flatMap(List::stream);
  }

  private static Scale scale(HeatMaps maps) {
    double[] values =
        tiles(maps).mapToDouble(Tile::value).filter(Double::isFinite).sorted().toArray();
    double from = values.length == 0 ? 0 : values[0];
    double to = values.length == 0 ? 1 : values[values.length - 1];
    if (from == to) {
      double room = from == 0 ? 1 : Math.abs(from) / 2;
      return new Scale.Linear(from - room, to + room);
    }
    return from > 0 && to / from > WIDE_RANGE
        ? new Scale.Logarithmic(from, to)
        : new Scale.Linear(from, to);
  }

  private Canvas draw() {
    canvas.title(maps.title());
    double bottom = TOP;
    for (int i = 0; i < maps.panels().size(); i++) {
      Axes axes = axes(i % perRow, i / perRow);
      panel(axes, maps.panels().get(i));
      if (i % perRow == 0) {
        rowLabels(axes);
      }
      if (i == perRow - 1) {
        ColorBar.draw(canvas, axes.frame().getMaxX() + BAR_GAP, axes.frame(), COLORS, scale);
      }
      bottom = axes.frame().getMaxY() + COLUMN_AXIS;
    }
    canvas.text(
        maps.caption(), Style.MARGIN, bottom + 16, Style.LABEL, Style.MUTED, Canvas.Anchor.LEFT);
    return canvas;
  }

  /** The panel at this place among the others; its rows and columns count from 0. */
  private Axes axes(int column, int row) {
    int columns = maps.columns().values().size();
    int rows = maps.rows().values().size();
    double width = tileWidth * columns;
    double height = tileHeight * rows;
    double x = left + column * (width + GAP);
    double y = TOP + headingHeight + row * (headingHeight + height + COLUMN_AXIS);
    Rectangle2D frame = new Rectangle2D.Double(x, y, width, height);
    return new Axes(frame, new Scale.Linear(0, columns), new Scale.Linear(0, rows));
  }

  /** Marks are drawn over all tiles, so that no neighbour covers them. */
  private void panel(Axes axes, Panel panel) {
    heading(axes, panel.heading());
    List<Rectangle2D> marked = new ArrayList<>();
    for (int row = 0; row < panel.tiles().size(); row++) {
      for (int column = 0; column < panel.tiles().get(row).size(); column++) {
        Tile tile = panel.tiles().get(row).get(column);
        Rectangle2D place = place(axes, row, column);
        tile(place, tile);
        if (tile.marked()) {
          marked.add(place);
        }
      }
    }
    marked.forEach(this::mark);
    columnLabels(axes);
  }

  private void heading(Axes axes, List<String> lines) {
    double base = axes.frame().getY() - LABEL_GAP - (lines.size() - 1) * LINE;
    for (int i = 0; i < lines.size(); i++) {
      canvas.text(
          lines.get(i),
          axes.frame().getX(),
          base + i * LINE,
          Style.LABEL,
          Style.INK,
          Canvas.Anchor.LEFT);
    }
  }

  private Rectangle2D place(Axes axes, int row, int column) {
    return new Rectangle2D.Double(
        axes.frame().getX() + column * tileWidth,
        axes.frame().getY() + row * tileHeight,
        tileWidth,
        tileHeight);
  }

  private void tile(Rectangle2D place, Tile tile) {
    boolean measured = Double.isFinite(tile.value());
    Color color = measured ? COLORS.color(scale.fraction(tile.value())) : NOTHING;
    Graphics2D graphics = canvas.graphics();
    graphics.setColor(color);
    graphics.fill(place);
    graphics.setStroke(Style.HAIRLINE);
    graphics.setColor(Style.PAPER);
    graphics.draw(place);
    Color ink = luminance(color) > BRIGHT ? Style.INK : Style.PAPER;
    boolean detailed = fits(tile.detail(), Style.LABEL) && tileHeight > 2 * LINE;
    double base = place.getCenterY() + (detailed && !tile.detail().isEmpty() ? -3 : 8);
    if (fits(tile.text(), font)) {
      canvas.text(tile.text(), place.getCenterX(), base, font, ink, Canvas.Anchor.CENTER);
    }
    if (detailed) {
      canvas.text(
          tile.detail(), place.getCenterX(), base + LINE, Style.LABEL, ink, Canvas.Anchor.CENTER);
    }
  }

  private boolean fits(String text, Font textFont) {
    return canvas.textWidth(text, textFont) <= tileWidth - TEXT_MARGIN;
  }

  /** Of sRGB, with its transfer function taken for a square. */
  private static double luminance(Color color) {
    double red = color.getRed() / 255.0;
    double green = color.getGreen() / 255.0;
    double blue = color.getBlue() / 255.0;
    return 0.2126 * red * red + 0.7152 * green * green + 0.0722 * blue * blue;
  }

  private void mark(Rectangle2D place) {
    Graphics2D graphics = canvas.graphics();
    graphics.setStroke(MARK_STROKE);
    graphics.setColor(MARK);
    graphics.draw(
        new Rectangle2D.Double(
            place.getX() + 3, place.getY() + 3, place.getWidth() - 6, place.getHeight() - 6));
  }

  private void rowLabels(Axes axes) {
    double right = axes.frame().getX() - LABEL_GAP;
    canvas.text(
        maps.rows().name(),
        right,
        axes.frame().getY() - LABEL_GAP,
        Style.LABEL,
        Style.INK,
        Canvas.Anchor.RIGHT);
    for (int row = 0; row < maps.rows().values().size(); row++) {
      double middle = axes.frame().getY() + (row + 0.5) * tileHeight;
      canvas.text(
          maps.rows().values().get(row),
          right,
          middle + 7,
          Style.LABEL,
          Style.MUTED,
          Canvas.Anchor.RIGHT);
    }
  }

  /** Labels that would run into the one before are left out. */
  private void columnLabels(Axes axes) {
    List<String> values = maps.columns().values();
    double base = axes.frame().getMaxY() + LINE;
    double free = axes.frame().getX() - LABEL_GAP;
    for (int column = 0; column < values.size(); column++) {
      double middle = axes.frame().getX() + (column + 0.5) * tileWidth;
      double half = canvas.textWidth(values.get(column), Style.LABEL) / 2;
      if (middle - half >= free) {
        canvas.text(
            values.get(column), middle, base, Style.LABEL, Style.MUTED, Canvas.Anchor.CENTER);
        free = middle + half + LABEL_GAP;
      }
    }
    canvas.text(
        maps.columns().name(),
        axes.frame().getCenterX(),
        base + LINE,
        Style.LABEL,
        Style.INK,
        Canvas.Anchor.CENTER);
  }
}
