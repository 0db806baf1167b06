package org.duetml.app.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Fills a panel with colours that depend on the place. */
final class Heatmap {
  /** The colour of a place, in the units of the axes. */
  interface Shade {
    Color at(double x, double y);
  }

  private Heatmap() {}

  /** Colours every pixel of a panel by the place of its centre. */
  static void draw(Canvas canvas, Axes axes, Shade shade) {
    Rectangle2D frame = axes.frame();
    int width = (int) Math.round(frame.getWidth());
    int height = (int) Math.round(frame.getHeight());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < height; row++) {
      double y = axes.y().value(1 - (row + 0.5) / height);
      for (int column = 0; column < width; column++) {
        double x = axes.x().value((column + 0.5) / width);
        image.setRGB(column, row, shade.at(x, y).getRGB());
      }
    }
    Graphics2D graphics = axes.clipped(canvas);
    graphics.drawImage(image, (int) Math.round(frame.getX()), (int) Math.round(frame.getY()), null);
    graphics.dispose();
  }
}
