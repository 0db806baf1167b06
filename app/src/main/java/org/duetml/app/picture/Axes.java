package org.duetml.app.picture;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/**
 * A panel: a rectangle of the canvas with a scale in each direction.
 *
 * @param frame where, in pixels
 * @param x left to right
 * @param y bottom to top
 */
record Axes(Rectangle2D frame, Scale x, Scale y) {
  private static final int TICK = 6;

  /** A square panel that shows [-halfWidth, halfWidth] in both directions. */
  static Axes square(double left, double top, double size, double halfWidth) {
    Scale scale = new Scale.Linear(-halfWidth, halfWidth);
    return new Axes(new Rectangle2D.Double(left, top, size, size), scale, scale);
  }

  double pixelX(double value) {
    return frame.getX() + x.fraction(value) * frame.getWidth();
  }

  double pixelY(double value) {
    return frame.getMaxY() - y.fraction(value) * frame.getHeight();
  }

  /** A brush that draws inside the frame only; to be disposed of. */
  Graphics2D clipped(Canvas canvas) {
    Graphics2D graphics = (Graphics2D) canvas.graphics().create();
    graphics.clip(frame);
    return graphics;
  }

  void drawFrame(Canvas canvas) {
    Graphics2D graphics = canvas.graphics();
    graphics.setStroke(Style.HAIRLINE);
    graphics.setColor(Style.FRAME);
    graphics.draw(frame);
  }

  void drawTicksBelow(Canvas canvas, int wanted) {
    for (double tick : x.ticks(wanted)) {
      double at = pixelX(tick);
      line(canvas, at, frame.getMaxY(), at, frame.getMaxY() + TICK);
      canvas.text(
          Scale.label(tick),
          at,
          frame.getMaxY() + TICK + 20,
          Style.LABEL,
          Style.MUTED,
          Canvas.Anchor.CENTER);
    }
  }

  void drawTicksLeft(Canvas canvas, int wanted) {
    for (double tick : y.ticks(wanted)) {
      double at = pixelY(tick);
      line(canvas, frame.getX() - TICK, at, frame.getX(), at);
      canvas.text(
          Scale.label(tick),
          frame.getX() - TICK - 5,
          at + 7,
          Style.LABEL,
          Style.MUTED,
          Canvas.Anchor.RIGHT);
    }
  }

  void drawTicksRight(Canvas canvas, int wanted) {
    for (double tick : y.ticks(wanted)) {
      double at = pixelY(tick);
      line(canvas, frame.getMaxX(), at, frame.getMaxX() + TICK, at);
      canvas.text(
          Scale.label(tick),
          frame.getMaxX() + TICK + 5,
          at + 7,
          Style.LABEL,
          Style.MUTED,
          Canvas.Anchor.LEFT);
    }
  }

  /** Text above the panel, at its left edge. */
  void drawHeading(Canvas canvas, String text) {
    canvas.text(
        text, frame.getX(), frame.getY() - 12, Style.HEADING, Style.INK, Canvas.Anchor.LEFT);
  }

  private static void line(Canvas canvas, double x1, double y1, double x2, double y2) {
    canvas.graphics().setStroke(Style.HAIRLINE);
    canvas.graphics().setColor(Style.FRAME);
    canvas.graphics().draw(new Line2D.Double(x1, y1, x2, y2));
  }
}
