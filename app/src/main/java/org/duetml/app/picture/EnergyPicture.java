package org.duetml.app.picture;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.stream.DoubleStream;

/**
 * The learned log-density -E/tau - log Z beside the true one, in the same colours, and their
 * difference where there is density. Both are normalised over the picture.
 */
final class EnergyPicture {
  /** Nats below the maximum of the true density that are shown. */
  private static final int DEPTH = 12;

  private static final int CONTOUR_STEP = 2;

  /** The difference is shown in full down to this depth of the higher density, then fades. */
  private static final double SOLID_DEPTH = 5;

  private static final double FADE = 2;
  private static final double LARGEST_DIFFERENCE = 1;

  private static final Color CONTOUR = Style.translucent(Color.WHITE, 0.45);
  private static final Color DIFFERENCE_CONTOUR = Style.translucent(Style.INK, 0.35);
  private static final Color POINT = Style.translucent(Color.WHITE, 0.35);
  private static final int MOST_POINTS = 10_000;
  private static final int TOP = 112;
  private static final int BOTTOM = 84;
  private static final int GAP = 44;
  private static final int BAR_GAP = 12;
  private static final int BAR_SPACE = BAR_GAP + ColorBar.WIDTH + 44;
  private static final int LARGEST = 690;
  private static final int TICKS = 6;

  private final PictureData data;
  private final Canvas canvas;
  private final int size;

  private EnergyPicture(PictureData data, int panels, int bars) {
    this.data = data;
    int free =
        Style.WIDTH - 2 * Style.MARGIN - Style.AXIS_WIDTH - (panels - 1) * GAP - bars * BAR_SPACE;
    size = Math.min(LARGEST, free / panels);
    canvas = new Canvas(Style.WIDTH, TOP + size + BOTTOM);
  }

  static Canvas draw(PictureData data) {
    PointFunction negativeEnergy =
        points -> DoubleStream.of(data.energy().of(points)).map(energy -> -energy).toArray();
    Grid learned = Grid.ofLogDensity(negativeEnergy, data.halfWidth());
    if (data.logDensity() == null) {
      return new EnergyPicture(data, 2, 1).besideData(learned);
    }
    Grid exact = Grid.ofLogDensity(data.logDensity(), data.halfWidth());
    return new EnergyPicture(data, 3, 2).besideTruth(learned, exact);
  }

  private Canvas besideTruth(Grid learned, Grid exact) {
    canvas.title(data.title() + ": the learned energy and the true log-density");
    Scale range = range(exact);
    double next = Style.MARGIN + Style.AXIS_WIDTH;
    Axes first = logDensityPanel(next, "Learned: \u2212E/\u03c4 \u2212 log Z", learned, range);
    first.drawTicksLeft(canvas, TICKS);
    next = first.frame().getMaxX() + GAP;
    Axes second = logDensityPanel(next, "True log-density", exact, range);
    next = bar(second, ColorMap.VIRIDIS, range);
    Axes third = differencePanel(next, learned, exact);
    bar(third, ColorMap.DIVERGING, new Scale.Linear(-LARGEST_DIFFERENCE, LARGEST_DIFFERENCE));
    caption("Nats. Contours every %d nats; the difference is shown where there is density.");
    return canvas;
  }

  private Canvas besideData(Grid learned) {
    canvas.title(data.title() + ": the learned energy");
    Scale range = range(learned);
    double next = Style.MARGIN + Style.AXIS_WIDTH;
    Axes first = logDensityPanel(next, "Learned: \u2212E/\u03c4 \u2212 log Z", learned, range);
    first.drawTicksLeft(canvas, TICKS);
    next = first.frame().getMaxX() + GAP;
    Axes second = logDensityPanel(next, "The same with data", learned, range);
    Scatter.draw(
        canvas, second, data.data(), 1.5, Math.min(MOST_POINTS, data.data().length), POINT);
    bar(second, ColorMap.VIRIDIS, range);
    caption("Nats. Contours every %d nats.");
    return canvas;
  }

  private static Scale range(Grid logDensity) {
    double top = Math.ceil(logDensity.max());
    return new Scale.Linear(top - DEPTH, top);
  }

  private Axes logDensityPanel(double left, String heading, Grid logDensity, Scale range) {
    Axes axes = Axes.square(left, TOP, size, data.halfWidth());
    Heatmap.draw(
        canvas, axes, (x, y) -> ColorMap.VIRIDIS.color(range.fraction(logDensity.at(x, y))));
    double[] levels =
        range.ticks(DEPTH / CONTOUR_STEP).stream().mapToDouble(Double::doubleValue).toArray();
    Contours.draw(canvas, axes, logDensity, levels, CONTOUR);
    finish(axes, heading);
    return axes;
  }

  private Axes differencePanel(double left, Grid learned, Grid exact) {
    Axes axes = Axes.square(left, TOP, size, data.halfWidth());
    double threshold = exact.max() - SOLID_DEPTH;
    Heatmap.draw(
        canvas,
        axes,
        (x, y) -> {
          double q = learned.at(x, y);
          double p = exact.at(x, y);
          double visible = Math.clamp(1 + (Math.max(p, q) - threshold) / FADE, 0, 1);
          Color color = ColorMap.DIVERGING.color(0.5 + (q - p) / (2 * LARGEST_DIFFERENCE));
          return ColorMap.mix(Style.PAPER, color, visible);
        });
    Contours.draw(canvas, axes, exact, new double[] {threshold}, DIFFERENCE_CONTOUR);
    finish(axes, "Learned minus true");
    return axes;
  }

  private void finish(Axes axes, String heading) {
    axes.drawFrame(canvas);
    axes.drawHeading(canvas, heading);
    axes.drawTicksBelow(canvas, TICKS);
  }

  /** Draws a colour bar right of a panel and tells where the next panel begins. */
  private double bar(Axes axes, ColorMap colors, Scale scale) {
    Rectangle2D frame = axes.frame();
    ColorBar.draw(canvas, frame.getMaxX() + BAR_GAP, frame, colors, scale);
    return frame.getMaxX() + BAR_SPACE + GAP;
  }

  private void caption(String text) {
    canvas.text(
        text.formatted(CONTOUR_STEP),
        Style.MARGIN + Style.AXIS_WIDTH,
        TOP + size + 68,
        Style.LABEL,
        Style.MUTED,
        Canvas.Anchor.LEFT);
  }
}
