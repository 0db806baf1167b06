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
import org.duetml.app.picture.HeatMaps.Panel;
import org.duetml.app.picture.HeatMaps.Tile;

/** A figure over the values of a grid: a coloured tile with its number for every combination. */
public final class HeatMapPicture {
  /** More would make a picture that nobody can look at. */
  public static final int MOST_PANELS = 60;

  private static final ColorMap COLORS = ColorMap.VIRIDIS;
  private static final Color MARK = new Color(0xd62728);
  private static final Color NOTHING = new Color(0xeceef1);
  private static final int MARK_WIDTH = 5;
  private static final Stroke MARK_STROKE = new BasicStroke(MARK_WIDTH);

  /** Largest over smallest value beyond which equal ratios get equal distances. */
  private static final double WIDE_RANGE = 10;

  /** Relative luminance above which dark text reads better than white. */
  private static final double BRIGHT = 0.36;

  private final HeatMaps maps;
  private final HeatMapLayout layout;
  private final Scale scale;
  private final Font numbers;
  private final Canvas canvas;

  private HeatMapPicture(HeatMaps maps) {
    this.maps = maps;
    layout = new HeatMapLayout(maps);
    scale = scale(maps);
    numbers = layout.numbers();
    canvas = new Canvas(layout.width(), layout.height());
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

  /** One for all maps, so that they compare. */
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
    for (int i = 0; i < maps.panels().size(); i++) {
      Axes axes = layout.axes(i);
      panel(axes, maps.panels().get(i));
      if (layout.beginsRow(i)) {
        rowLabels(axes);
      }
      if (layout.hasBar(i)) {
        double left = axes.frame().getMaxX() + HeatMapLayout.BAR_GAP;
        ColorBar.draw(canvas, left, axes.frame(), COLORS, scale);
      }
    }
    label(maps.caption(), Style.MARGIN, layout.captionBase(), Style.MUTED, Canvas.Anchor.LEFT);
    return canvas;
  }

  /** Marks are drawn over all tiles, so that no neighbour covers them. */
  private void panel(Axes axes, Panel panel) {
    heading(axes, panel.heading());
    List<Rectangle2D> marked = new ArrayList<>();
    for (int row = 0; row < panel.tiles().size(); row++) {
      for (int column = 0; column < panel.tiles().get(row).size(); column++) {
        Tile tile = panel.tiles().get(row).get(column);
        Rectangle2D place = layout.tile(axes, row, column);
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
    double base = axes.frame().getY() - HeatMapLayout.LABEL_GAP;
    for (String line : lines.reversed()) {
      label(line, axes.frame().getX(), base, Style.INK, Canvas.Anchor.LEFT);
      base -= HeatMapLayout.LINE;
    }
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
    boolean detailed =
        !tile.detail().isEmpty()
            && layout.fitsTwoLines()
            && layout.fits(tile.detail(), Style.LABEL);
    double base = place.getCenterY() + (detailed ? -3 : 8);
    if (layout.fits(tile.text(), numbers)) {
      canvas.text(tile.text(), place.getCenterX(), base, numbers, ink, Canvas.Anchor.CENTER);
    }
    if (detailed) {
      double below = base + HeatMapLayout.LINE;
      label(tile.detail(), place.getCenterX(), below, ink, Canvas.Anchor.CENTER);
    }
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
    double inset = MARK_WIDTH / 2.0;
    graphics.draw(
        new Rectangle2D.Double(
            place.getX() + inset,
            place.getY() + inset,
            place.getWidth() - 2 * inset,
            place.getHeight() - 2 * inset));
  }

  private void rowLabels(Axes axes) {
    double right = axes.frame().getX() - HeatMapLayout.LABEL_GAP;
    double above = axes.frame().getY() - HeatMapLayout.LABEL_GAP;
    label(maps.rows().name(), right, above, Style.INK, Canvas.Anchor.RIGHT);
    List<String> values = maps.rows().values();
    for (int row = 0; row < values.size(); row++) {
      double base = layout.tile(axes, row, 0).getCenterY() + 7;
      label(values.get(row), right, base, Style.MUTED, Canvas.Anchor.RIGHT);
    }
  }

  /** Labels that would run into the one before are left out. */
  private void columnLabels(Axes axes) {
    List<String> values = maps.columns().values();
    double base = axes.frame().getMaxY() + HeatMapLayout.LINE;
    double free = axes.frame().getX() - HeatMapLayout.LABEL_GAP;
    for (int column = 0; column < values.size(); column++) {
      double middle = layout.tile(axes, 0, column).getCenterX();
      double half = canvas.textWidth(values.get(column), Style.LABEL) / 2;
      if (middle - half >= free) {
        label(values.get(column), middle, base, Style.MUTED, Canvas.Anchor.CENTER);
        free = middle + half + HeatMapLayout.LABEL_GAP;
      }
    }
    double below = base + HeatMapLayout.LINE;
    label(maps.columns().name(), axes.frame().getCenterX(), below, Style.INK, Canvas.Anchor.CENTER);
  }

  private void label(String text, double x, double base, Color color, Canvas.Anchor anchor) {
    canvas.text(text, x, base, Style.LABEL, color, anchor);
  }
}
