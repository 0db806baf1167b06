package org.duetml.app.picture;

import java.awt.Color;

/**
 * The sampler's states from noise to samples, one panel each. A point keeps one colour: that of the
 * direction in which it ends, so that one sees how noise is routed.
 */
final class StepsPicture {
  private static final int COLUMNS = 6;
  private static final int MOST_PANELS = 12;
  private static final int MOST_POINTS = 6000;
  private static final double OPACITY = 0.5;
  private static final int TOP = 66;
  private static final int HEADING = 44;
  private static final int GAP = 10;
  private static final int LARGEST = 500;

  /** Radius of a point as a part of the size of its panel. */
  private static final double RADIUS = 0.006;

  private StepsPicture() {}

  static Canvas draw(PictureData data) {
    int panels = Math.min(data.steps() + 1, MOST_PANELS);
    int columns = Math.min(panels, COLUMNS);
    int rows = (panels + columns - 1) / columns;
    int free = Style.WIDTH - 2 * Style.MARGIN - (columns - 1) * GAP;
    int size = Math.min(LARGEST, free / columns);
    Canvas canvas = new Canvas(Style.WIDTH, TOP + rows * (HEADING + size) + Style.MARGIN);
    canvas.title(
        "%s: from noise to samples in %s%s"
            .formatted(
                data.title(),
                data.stepsInWords(),
                data.dimension() > 2 ? ", first two coordinates" : ""));
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
    Scatter.draw(canvas, axes, data.trajectories()[step], RADIUS * axes.frame().getWidth(), colors);
    axes.drawFrame(canvas);
    axes.drawHeading(canvas, heading(step, data.steps()));
  }

  private static String heading(int step, int steps) {
    if (step == 0) {
      return "Noise";
    }
    return step == steps ? "Step %d: samples".formatted(step) : "Step " + step;
  }
}
