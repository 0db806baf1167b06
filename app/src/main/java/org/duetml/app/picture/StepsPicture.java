package org.duetml.app.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;

/**
 * The sampler's states from noise to samples, one panel each. A point keeps one colour: that of the
 * direction in which it ends, so that one sees how noise is routed.
 */
final class StepsPicture {
  private static final int COLUMNS = 6;
  private static final int MOST_PANELS = 12;
  private static final int MOST_POINTS = 6000;
  private static final int TRAILS = 80;
  private static final double OPACITY = 0.5;
  private static final double RADIUS = 1.5;
  private static final int TOP = 66;
  private static final int HEADING = 44;
  private static final int GAP = 10;

  private StepsPicture() {}

  static Canvas draw(PictureData data) {
    int panels = Math.min(data.steps() + 1, MOST_PANELS);
    int columns = Math.min(panels, COLUMNS);
    int rows = (panels + columns - 1) / columns;
    int size = (Style.WIDTH - 2 * Style.MARGIN - (columns - 1) * GAP) / columns;
    Canvas canvas = new Canvas(Style.WIDTH, TOP + rows * (HEADING + size) + Style.MARGIN);
    canvas.title(
        "%s: from noise to samples in %d steps%s"
            .formatted(
                data.title(), data.steps(), data.dimension() > 2 ? ", first two coordinates" : ""));
    Color[] colors = colors(data);
    for (int panel = 0; panel < panels; panel++) {
      double left = Style.MARGIN + panel % columns * (size + GAP);
      double top = TOP + HEADING + panel / columns * (HEADING + size);
      int step = (int) Math.round((double) panel * data.steps() / (panels - 1));
      drawPanel(canvas, Axes.square(left, top, size, data.halfWidth()), data, step, colors);
    }
    return canvas;
  }

  private static Color[] colors(PictureData data) {
    float[][] last = data.trajectories()[data.steps()];
    Color[] colors = new Color[Math.min(last.length, MOST_POINTS)];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = Style.translucent(HueCircle.toward(last[i][0], last[i][1]), OPACITY);
    }
    return colors;
  }

  private static void drawPanel(
      Canvas canvas, Axes axes, PictureData data, int step, Color[] colors) {
    Scatter.draw(canvas, axes, data.trajectories()[step], RADIUS, colors);
    if (step > 0) {
      drawTrails(canvas, axes, data.trajectories()[step - 1], data.trajectories()[step], colors);
    }
    axes.drawFrame(canvas);
    axes.drawHeading(canvas, heading(step, data.steps()));
  }

  /** Where a few points came from in this step. */
  private static void drawTrails(
      Canvas canvas, Axes axes, float[][] from, float[][] to, Color[] colors) {
    Graphics2D graphics = axes.clipped(canvas);
    graphics.setStroke(new BasicStroke(1f));
    for (int i = 0; i < Math.min(TRAILS, colors.length); i++) {
      graphics.setColor(ColorMap.mix(colors[i], Style.INK, 0.35));
      graphics.draw(
          new Line2D.Double(
              axes.pixelX(from[i][0]),
              axes.pixelY(from[i][1]),
              axes.pixelX(to[i][0]),
              axes.pixelY(to[i][1])));
    }
    graphics.dispose();
  }

  private static String heading(int step, int steps) {
    if (step == 0) {
      return "Noise";
    }
    return step == steps ? "Step %d: samples".formatted(step) : "Step " + step;
  }
}
