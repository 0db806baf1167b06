package org.duetml.app.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.util.Arrays;

/** Points as small translucent discs, by their first two coordinates. */
final class Scatter {
  private Scatter() {}

  /** Draws the first points, all in one colour, with the radius in pixels. */
  static void draw(
      Canvas canvas, Axes axes, float[][] points, double radius, int count, Color color) {
    Color[] colors = new Color[count];
    Arrays.fill(colors, color);
    draw(canvas, axes, points, radius, colors);
  }

  /** Draws as many of the points as there are colours. */
  static void draw(Canvas canvas, Axes axes, float[][] points, double radius, Color[] colors) {
    Graphics2D graphics = axes.clipped(canvas);
    for (int i = 0; i < colors.length; i++) {
      double x = axes.pixelX(points[i][0]);
      double y = axes.pixelY(points[i][1]);
      graphics.setColor(colors[i]);
      graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }
    graphics.dispose();
  }
}
