package org.duetml.app.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;

/** Lines of equal value of a grid, by marching squares with linear interpolation on the edges. */
final class Contours {
  private Contours() {}

  static void draw(Canvas canvas, Axes axes, Grid grid, double[] levels, Color color) {
    Graphics2D graphics = axes.clipped(canvas);
    graphics.setStroke(Style.CONTOUR);
    graphics.setColor(color);
    for (double level : levels) {
      // One path per level: stroked as a whole, a translucent line has no dots at its joints.
      graphics.draw(path(axes, grid, level));
    }
    graphics.dispose();
  }

  /** The segments of one level, in pixels. */
  static Path2D path(Axes axes, Grid grid, double level) {
    Path2D path = new Path2D.Double();
    for (int j = 0; j < Grid.NODES - 1; j++) {
      for (int i = 0; i < Grid.NODES - 1; i++) {
        addCell(path, axes, grid, level, i, j);
      }
    }
    return path;
  }

  /**
   * The corners are walked around; the line crosses every edge whose ends lie on different sides.
   * Two crossings make a segment; four (a saddle) make two, each cutting off one corner.
   */
  private static void addCell(Path2D path, Axes axes, Grid grid, double level, int i, int j) {
    int[] cornerI = {i, i + 1, i + 1, i, i};
    int[] cornerJ = {j, j, j + 1, j + 1, j};
    boolean open = false;
    for (int edge = 0; edge < 4; edge++) {
      double from = grid.node(cornerI[edge], cornerJ[edge]) - level;
      double to = grid.node(cornerI[edge + 1], cornerJ[edge + 1]) - level;
      if (from > 0 == to > 0) {
        continue;
      }
      double part = from / (from - to);
      double u = cornerI[edge] + part * (cornerI[edge + 1] - cornerI[edge]);
      double v = cornerJ[edge] + part * (cornerJ[edge + 1] - cornerJ[edge]);
      double x = axes.pixelX(grid.coordinate(u));
      double y = axes.pixelY(grid.coordinate(v));
      if (open) {
        path.lineTo(x, y);
      } else {
        path.moveTo(x, y);
      }
      open = !open;
    }
  }
}
