package org.duetml.app.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Stroke;

/**
 * The one look of all pictures. Sizes are for a picture of {@link #WIDTH} pixels, chosen so that
 * the smallest text is still legible at half that width.
 */
final class Style {
  /** Width of every picture in pixels. */
  static final int WIDTH = 1600;

  /** Free space at the edges in pixels. */
  static final int MARGIN = 28;

  /** Space left of a panel for the numbers of its vertical axis. */
  static final int AXIS_WIDTH = 46;

  static final Color PAPER = Color.WHITE;
  static final Color INK = new Color(0x1f2430);
  static final Color MUTED = new Color(0x5c6470);
  static final Color FRAME = new Color(0xa9afb8);
  static final Color GRID = new Color(0xe4e7eb);
  static final Color REFERENCE = new Color(0x8b929c);

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 30);
  static final Font HEADING = new Font(Font.SANS_SERIF, Font.PLAIN, 25);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 20);

  static final Stroke HAIRLINE = new BasicStroke(1f);
  static final Stroke CONTOUR = round(1.2f);
  static final Stroke CURVE = round(2.6f);
  static final Stroke DASHED =
      new BasicStroke(
          1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {6, 6}, 0);

  private Style() {}

  /** A colour with the given opacity from 0 to 1. */
  static Color translucent(Color color, double opacity) {
    return new Color(
        color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * opacity));
  }

  private static Stroke round(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }
}
