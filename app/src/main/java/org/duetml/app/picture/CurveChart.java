package org.duetml.app.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A chart of one or more signals over the iterations of those phases in which they were measured.
 *
 * @param heading what is shown
 * @param curves the signals, at least one of them with a value
 * @param range which values are shown
 */
record CurveChart(String heading, List<Curve> curves, Range range) {
  private static final int TICKS_ACROSS = 4;
  private static final int TICKS_UP = 4;

  /** Room above and below the curves, as a part of their range. */
  private static final double ROOM = 0.06;

  /**
   * One signal.
   *
   * @param label in the key; empty where the heading says it all
   * @param color of the line
   * @param pieces the points by phase; a line joins those of one phase only
   */
  record Curve(String label, Color color, Map<TrainingLog.Span, List<TrainingLog.Point>> pieces) {}

  /**
   * The vertical axis: the range of the values, widened to hold the reference and cut at the
   * limits.
   *
   * @param logarithmic equal distances for equal ratios; only values above 0 are shown
   * @param reference a value worth a dashed line, or NaN
   * @param lowest values below are cut
   * @param highest values above are cut
   */
  record Range(boolean logarithmic, double reference, double lowest, double highest) {
    static Range free() {
      return new Range(false, Double.NaN, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    static Range log() {
      return new Range(true, Double.NaN, Double.MIN_NORMAL, Double.MAX_VALUE);
    }

    Range about(double value) {
      return new Range(logarithmic, value, lowest, highest);
    }

    Range within(double low, double high) {
      return new Range(logarithmic, reference, low, high);
    }

    private boolean shows(double value) {
      return !logarithmic || value > 0;
    }

    private Scale scale(double low, double high) {
      double from = Math.max(lowest, Double.isNaN(reference) ? low : Math.min(low, reference));
      double to = Math.min(highest, Double.isNaN(reference) ? high : Math.max(high, reference));
      if (logarithmic) {
        double room = StrictMath.pow(Math.max(to / from, 1.2), ROOM);
        return new Scale.Logarithmic(from / room, to * room);
      }
      double room = ROOM * Math.max(to - from, 1e-9 + 0.1 * Math.abs(to));
      return new Scale.Linear(from - room, to + room);
    }
  }

  /** Draws the chart into a rectangle, with numbers left of and below it. */
  void draw(Canvas canvas, Rectangle2D frame, Map<TrainingLog.Span, Color> phaseColors) {
    Set<TrainingLog.Span> spans =
        curves.stream()
            .flatMap(curve -> curve.pieces().keySet().stream())
            .collect(Collectors.toSet());
    double from = spans.stream().mapToDouble(TrainingLog.Span::from).min().orElseThrow();
    double to = spans.stream().mapToDouble(TrainingLog.Span::to).max().orElseThrow();
    double[] values = shownValues();
    Axes axes =
        new Axes(
            frame, new Scale.Linear(from, to), range.scale(values[0], values[values.length - 1]));
    drawBackground(canvas, axes, phaseColors);
    for (Curve curve : curves) {
      drawCurve(canvas, axes, curve);
    }
    axes.drawFrame(canvas);
    axes.drawHeading(canvas, heading);
    axes.drawTicksLeft(canvas, TICKS_UP);
    axes.drawTicksBelow(canvas, TICKS_ACROSS);
    drawKey(canvas, frame);
  }

  /** Whether there is anything to draw. */
  boolean hasValues() {
    return shownValues().length > 0;
  }

  private double[] shownValues() {
    return curves.stream()
        .flatMap(curve -> curve.pieces().values().stream())
        .flatMap(List::stream)
        .mapToDouble(TrainingLog.Point::value)
        .filter(range::shows)
        .sorted()
        .toArray();
  }

  private void drawBackground(Canvas canvas, Axes axes, Map<TrainingLog.Span, Color> phaseColors) {
    Graphics2D graphics = axes.clipped(canvas);
    Rectangle2D frame = axes.frame();
    phaseColors.forEach(
        (span, color) -> {
          double left = axes.pixelX(span.from());
          double width = axes.pixelX(span.to()) - left;
          graphics.setColor(color);
          graphics.fill(new Rectangle2D.Double(left, frame.getY(), width, frame.getHeight()));
        });
    graphics.setColor(Style.PAPER);
    for (double tick : axes.y().ticks(TICKS_UP)) {
      double y = axes.pixelY(tick);
      graphics.draw(new Line2D.Double(frame.getX(), y, frame.getMaxX(), y));
    }
    if (!Double.isNaN(range.reference())) {
      double y = axes.pixelY(range.reference());
      graphics.setStroke(Style.DASHED);
      graphics.setColor(Style.REFERENCE);
      graphics.draw(new Line2D.Double(frame.getX(), y, frame.getMaxX(), y));
    }
    graphics.dispose();
  }

  private void drawCurve(Canvas canvas, Axes axes, Curve curve) {
    Graphics2D graphics = axes.clipped(canvas);
    graphics.setStroke(Style.CURVE);
    graphics.setColor(curve.color());
    for (List<TrainingLog.Point> points : curve.pieces().values()) {
      Path2D path = new Path2D.Double();
      for (TrainingLog.Point point : points) {
        if (!range.shows(point.value())) {
          continue;
        }
        double x = axes.pixelX(point.iteration());
        double y = axes.pixelY(point.value());
        if (path.getCurrentPoint() == null) {
          path.moveTo(x, y);
        }
        path.lineTo(x, y);
      }
      graphics.draw(path);
    }
    graphics.dispose();
  }

  /** The curves' labels in a row above the chart, right of the heading. */
  private void drawKey(Canvas canvas, Rectangle2D frame) {
    double right = frame.getMaxX();
    for (Curve curve : curves.reversed()) {
      if (curve.label().isEmpty()) {
        continue;
      }
      canvas.text(
          curve.label(), right, frame.getY() - 12, Style.LABEL, curve.color(), Canvas.Anchor.RIGHT);
      right -= canvas.textWidth(curve.label(), Style.LABEL) + 12;
    }
  }
}
