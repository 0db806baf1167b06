package org.duetml.app.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.duetml.app.picture.HeatMaps.Key;
import org.duetml.app.picture.HeatMaps.Panel;
import org.duetml.app.picture.HeatMaps.Tile;

/** A figure over the values of a grid: a coloured tile with its number for every combination. */
public final class HeatMapPicture {
  /** More would make a picture that nobody can look at. */
  public static final int MOST_PANELS = 60;

  private static final int TOP = 78;
  private static final int HEADING = 40;
  private static final int COLUMN_AXIS = 66;
  private static final int CAPTION = 40;
  private static final int GAP = 44;
  private static final int BAR_GAP = 16;
  private static final int BAR_SPACE = BAR_GAP + ColorBar.WIDTH + 80;
  private static final int LABEL_GAP = 12;
  private static final int MOST_PANELS_PER_ROW = 3;
  private static final int NARROWEST_TILE = 64;
  private static final int WIDEST_TILE = 420;
  private static final int LOWEST_TILE = 40;
  private static final int HIGHEST_TILE = 108;

  /** Of one row, so that the colour bar beside it has room for its numbers. */
  private static final int SINGLE_ROW = 160;

  private static final int LINE = 24;
  private static final int TEXT_MARGIN = 10;

  /** Largest over smallest value beyond which equal ratios get equal distances. */
  private static final double WIDE_RANGE = 10;

  /** Relative luminance above which dark text reads better than white. */
  private static final double BRIGHT = 0.36;

  private static final Color MARK = new Color(0xd62728);
  private static final Color NOTHING = new Color(0xeceef1);
  private static final Stroke MARK_STROKE = new BasicStroke(5f);

  private final HeatMaps maps;
  private final Scale scale;
  private final Canvas canvas;
  private final double left;
  private final int perRow;
  private final double tileWidth;
  private final double tileHeight;

  private HeatMapPicture(HeatMaps maps) {
    this.maps = maps;
    scale = scale(maps);
    left = Style.MARGIN + labelWidth(maps.rows());
    double free = Style.WIDTH - Style.MARGIN - left - BAR_SPACE;
    int columns = maps.columns().values().size();
    int fitting = (int) ((free + GAP) / (columns * NARROWEST_TILE + GAP));
    perRow = Math.clamp(Math.min(fitting, maps.panels().size()), 1, MOST_PANELS_PER_ROW);
    tileWidth = Math.min(WIDEST_TILE, ((free + GAP) / perRow - GAP) / columns);
    int rows = maps.rows().values().size();
    tileHeight = rows == 1 ? SINGLE_ROW : Math.clamp(0.7 * tileWidth, LOWEST_TILE, HIGHEST_TILE);
    int lines = (maps.panels().size() + perRow - 1) / perRow;
    double height = TOP + lines * (HEADING + rows * tileHeight + COLUMN_AXIS) + CAPTION;
    canvas = new Canvas(Style.WIDTH, (int) Math.ceil(height));
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

  private static double labelWidth(Key rows) {
    Canvas measure = new Canvas(1, 1);
    return Stream.concat(Stream.of(rows.name()), rows.values().stream())
            .mapToDouble(text -> measure.textWidth(text, Style.LABEL))
            .max()
            .orElse(0)
        + LABEL_GAP;
  }

  private static Scale scale(HeatMaps maps) {
    double[] values =
        maps.panels().stream()
            .flatMap(panel -> panel.tiles().stream())
            .flatMap(List::stream)
            .mapToDouble(Tile::value)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
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
    double width = tileWidth * maps.columns().values().size();
    double height = tileHeight * maps.rows().values().size();
    double bottom = TOP;
    for (int i = 0; i < maps.panels().size(); i++) {
      double x = left + i % perRow * (width + GAP);
      double y = TOP + HEADING + i / perRow * (HEADING + height + COLUMN_AXIS);
      Axes axes =
          new Axes(
              new Rectangle2D.Double(x, y, width, height),
              new Scale.Linear(0, maps.columns().values().size()),
              new Scale.Linear(0, maps.rows().values().size()));
      panel(axes, maps.panels().get(i));
      boolean first = i % perRow == 0;
      boolean last = i % perRow == perRow - 1 || i == maps.panels().size() - 1;
      if (first) {
        rowLabels(axes);
      }
      if (last && i / perRow == 0) {
        ColorBar.draw(canvas, axes.frame().getMaxX() + BAR_GAP, axes.frame(), COLORS, scale);
      }
      bottom = axes.frame().getMaxY() + COLUMN_AXIS;
    }
    canvas.text(
        maps.caption(), Style.MARGIN, bottom + 16, Style.LABEL, Style.MUTED, Canvas.Anchor.LEFT);
    return canvas;
  }

  private static final ColorMap COLORS = ColorMap.VIRIDIS;

  private void panel(Axes axes, Panel panel) {
    axes.drawHeading(canvas, panel.heading());
    for (int row = 0; row < panel.tiles().size(); row++) {
      for (int column = 0; column < panel.tiles().get(row).size(); column++) {
        tile(place(axes, row, column), panel.tiles().get(row).get(column));
      }
    }
    for (int row = 0; row < panel.tiles().size(); row++) {
      for (int column = 0; column < panel.tiles().get(row).size(); column++) {
        if (panel.tiles().get(row).get(column).marked()) {
          mark(place(axes, row, column));
        }
      }
    }
    columnLabels(axes);
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
    boolean bright = luminance(color) > BRIGHT;
    Color ink = bright ? Style.INK : Style.PAPER;
    boolean detailed =
        fits(tile.detail(), place) && !tile.detail().isEmpty() && tileHeight > 2 * LINE;
    double base = place.getCenterY() + (detailed ? -2 : 8);
    if (fits(tile.text(), place)) {
      canvas.text(tile.text(), place.getCenterX(), base, Style.HEADING, ink, Canvas.Anchor.CENTER);
    }
    if (detailed) {
      canvas.text(
          tile.detail(), place.getCenterX(), base + LINE, Style.LABEL, ink, Canvas.Anchor.CENTER);
    }
  }

  private boolean fits(String text, Rectangle2D place) {
    return canvas.textWidth(text, Style.HEADING) <= place.getWidth() - TEXT_MARGIN;
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
