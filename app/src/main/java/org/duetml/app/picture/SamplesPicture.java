package org.duetml.app.picture;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Data, samples before the game and samples after it, each over the density of the data. */
final class SamplesPicture {
  private static final Color POINT = Style.translucent(new Color(0x23308f), 0.38);
  private static final Color CONTOUR = Style.translucent(new Color(0xb97a10), 0.8);

  /** More would only darken the picture. */
  private static final int MOST_POINTS = 10_000;

  private static final double RADIUS = 1.7;
  private static final int TOP = 112;
  private static final int BOTTOM = 84;
  private static final int GAP = 44;
  private static final int LARGEST = 720;
  private static final int TICKS = 6;

  private record Panel(String heading, float[][] points, int count) {}

  /**
   * The density below the points.
   *
   * @param name of the density
   * @param logDensity normalised over the picture
   * @param levels of the lines
   * @param enclosed what they enclose
   */
  private record Backdrop(String name, Grid logDensity, double[] levels, String enclosed) {
    /** The true density where it is known, else the data's own, whose tails are uncertain. */
    static Backdrop of(PictureData data) {
      if (data.logDensity() != null && data.dimension() == 2) {
        Grid grid = Grid.ofLogDensity(data.logDensity(), data.halfWidth());
        double[] levels = {
          grid.levelEnclosing(0.5), grid.levelEnclosing(0.9), grid.levelEnclosing(0.99)
        };
        return new Backdrop("true density", grid, levels, "50, 90 and 99 %");
      }
      Grid grid = Grid.ofPoints(data.data(), data.halfWidth());
      double[] levels = {grid.levelEnclosing(0.5), grid.levelEnclosing(0.9)};
      return new Backdrop("density of the data", grid, levels, "50 and 90 %");
    }
  }

  private SamplesPicture() {}

  static Canvas draw(PictureData data) {
    List<Panel> panels = panels(data);
    int free = Style.WIDTH - 2 * Style.MARGIN - Style.AXIS_WIDTH - GAP * (panels.size() - 1);
    int size = Math.min(LARGEST, free / panels.size());
    Canvas canvas = new Canvas(Style.WIDTH, TOP + size + BOTTOM);
    Backdrop backdrop = Backdrop.of(data);
    canvas.title(data.title() + ": samples over the " + backdrop.name());
    int left = Style.MARGIN + Style.AXIS_WIDTH;
    for (int i = 0; i < panels.size(); i++) {
      Axes axes = Axes.square(left + i * (size + GAP), TOP, size, data.halfWidth());
      drawPanel(canvas, axes, panels.get(i), backdrop);
      if (i == 0) {
        axes.drawTicksLeft(canvas, TICKS);
      }
    }
    String caption = caption(data, backdrop);
    canvas.text(caption, left, TOP + size + 68, Style.LABEL, Style.MUTED, Canvas.Anchor.LEFT);
    return canvas;
  }

  private static List<Panel> panels(PictureData data) {
    List<Panel> panels = new ArrayList<>();
    int count = count(data);
    String steps = data.stepsInWords();
    panels.add(new Panel("Data", data.data(), count));
    if (data.pretrainedSamples() != null) {
      panels.add(new Panel("Before GCD: diffusion, " + steps, data.pretrainedSamples(), count));
    }
    panels.add(new Panel("After GCD, " + steps, data.samples(), count));
    return panels;
  }

  private static void drawPanel(Canvas canvas, Axes axes, Panel panel, Backdrop backdrop) {
    Grid logDensity = backdrop.logDensity();
    double top = logDensity.max();
    Heatmap.draw(
        canvas, axes, (x, y) -> ColorMap.SOFT.color(StrictMath.exp(logDensity.at(x, y) - top)));
    Scatter.draw(canvas, axes, panel.points(), RADIUS, panel.count(), POINT);
    Contours.draw(canvas, axes, logDensity, backdrop.levels(), CONTOUR);
    axes.drawFrame(canvas);
    axes.drawHeading(canvas, panel.heading());
    axes.drawTicksBelow(canvas, TICKS);
  }

  /** One number for all panels, so that they compare. */
  private static int count(PictureData data) {
    int count = Math.min(MOST_POINTS, Math.min(data.data().length, data.samples().length));
    return data.pretrainedSamples() == null
        ? count
        : Math.min(count, data.pretrainedSamples().length);
  }

  private static String caption(PictureData data, Backdrop backdrop) {
    return String.format(
        Locale.ROOT,
        "%,d points each. Lines enclose %s of the %s%s.",
        count(data),
        backdrop.enclosed(),
        backdrop.name(),
        data.dimension() > 2 ? ", first two coordinates" : "");
  }
}
