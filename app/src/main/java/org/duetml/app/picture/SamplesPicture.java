package org.duetml.app.picture;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** Data, samples before the game and samples after it, each over the density of the data. */
final class SamplesPicture {
  private static final Color POINT = Style.translucent(new Color(0x23308f), 0.38);
  private static final Color CONTOUR = new Color(0xc98a1b);
  private static final double RADIUS = 1.7;
  private static final double[] ENCLOSED = {0.5, 0.9, 0.99};
  private static final int TOP = 112;
  private static final int BOTTOM = 84;
  private static final int GAP = 44;
  private static final int LARGEST = 720;
  private static final int TICKS = 6;

  private record Panel(String heading, float[][] points) {}

  private SamplesPicture() {}

  static Canvas draw(PictureData data) {
    List<Panel> panels = panels(data);
    int free = Style.WIDTH - 2 * Style.MARGIN - Style.AXIS_WIDTH - GAP * (panels.size() - 1);
    int size = Math.min(LARGEST, free / panels.size());
    Canvas canvas = new Canvas(Style.WIDTH, TOP + size + BOTTOM);
    canvas.title(data.title() + ": samples over the " + density(data));
    Grid logDensity = logDensity(data);
    int left = Style.MARGIN + Style.AXIS_WIDTH;
    for (int i = 0; i < panels.size(); i++) {
      Axes axes = Axes.square(left + i * (size + GAP), TOP, size, data.halfWidth());
      drawPanel(canvas, axes, panels.get(i), logDensity, data.halfWidth());
      if (i == 0) {
        axes.drawTicksLeft(canvas, TICKS);
      }
    }
    canvas.text(caption(data), left, TOP + size + 68, Style.LABEL, Style.MUTED, Canvas.Anchor.LEFT);
    return canvas;
  }

  private static List<Panel> panels(PictureData data) {
    List<Panel> panels = new ArrayList<>();
    panels.add(new Panel("Data", data.data()));
    if (data.pretrainedSamples() != null) {
      panels.add(
          new Panel(
              "Before GCD: diffusion, %d steps".formatted(data.steps()), data.pretrainedSamples()));
    }
    panels.add(new Panel("After GCD, %d steps".formatted(data.steps()), data.samples()));
    return panels;
  }

  private static void drawPanel(
      Canvas canvas, Axes axes, Panel panel, Grid logDensity, double halfWidth) {
    double top = logDensity.max();
    Heatmap.draw(
        canvas,
        axes,
        halfWidth,
        (x, y) -> ColorMap.SOFT.color(StrictMath.exp(logDensity.at(x, y) - top)));
    double[] levels = new double[ENCLOSED.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = logDensity.levelEnclosing(ENCLOSED[i]);
    }
    Scatter.draw(canvas, axes, panel.points(), RADIUS, POINT);
    Contours.draw(canvas, axes, logDensity, levels, CONTOUR);
    axes.drawFrame(canvas);
    axes.drawHeading(canvas, panel.heading());
    axes.drawTicksBelow(canvas, TICKS);
  }

  /** The true density where it is known, else the data's own. */
  private static Grid logDensity(PictureData data) {
    return isKnown(data)
        ? Grid.ofLogDensity(data.logDensity(), data.halfWidth())
        : Grid.ofPoints(data.data(), data.halfWidth());
  }

  private static boolean isKnown(PictureData data) {
    return data.logDensity() != null && data.dimension() == 2;
  }

  private static String density(PictureData data) {
    return isKnown(data) ? "true density" : "density of the data";
  }

  private static String caption(PictureData data) {
    int shown = Math.min(data.samples().length, Scatter.MOST);
    String coordinates = data.dimension() > 2 ? ", first two coordinates" : "";
    return "%,d points each. Lines enclose 50, 90 and 99 %% of the %s%s."
        .formatted(shown, density(data), coordinates);
  }
}
