package org.duetml.app.picture;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** The key to a colour map: an upright bar with ticks at its right. */
final class ColorBar {
  static final int WIDTH = 18;

  private static final int TICKS = 6;

  private ColorBar() {}

  static void draw(Canvas canvas, double left, Rectangle2D beside, ColorMap colors, Scale scale) {
    Rectangle2D frame = new Rectangle2D.Double(left, beside.getY(), WIDTH, beside.getHeight());
    Axes axes = new Axes(frame, new Scale.Linear(0, 1), scale);
    Graphics2D graphics = axes.clipped(canvas);
    for (int row = 0; row < frame.getHeight(); row++) {
      graphics.setColor(colors.color(1 - (row + 0.5) / frame.getHeight()));
      graphics.fill(new Rectangle2D.Double(left, frame.getY() + row, WIDTH, 1));
    }
    graphics.dispose();
    axes.drawFrame(canvas);
    axes.drawTicksRight(canvas, TICKS);
  }
}
