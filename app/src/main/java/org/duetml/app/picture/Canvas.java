package org.duetml.app.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A white picture to draw on, with text where it is wanted, to be written as PNG. */
final class Canvas {
  /** Which point of a text its position means; vertically always the base line. */
  enum Anchor {
    LEFT,
    CENTER,
    RIGHT
  }

  private final BufferedImage image;
  private final Graphics2D graphics;

  Canvas(int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Style.PAPER);
    graphics.fill(new Rectangle2D.Double(0, 0, width, height));
  }

  Graphics2D graphics() {
    return graphics;
  }

  BufferedImage image() {
    return image;
  }

  /** The picture's heading, at the top left. */
  void title(String text) {
    text(text, Style.MARGIN, Style.MARGIN + 22, Style.TITLE, Style.INK, Anchor.LEFT);
  }

  void text(String text, double x, double y, Font font, Color color, Anchor anchor) {
    double width = textWidth(text, font);
    double left =
        switch (anchor) {
          case LEFT -> x;
          case CENTER -> x - width / 2;
          case RIGHT -> x - width;
        };
    graphics.setFont(font);
    graphics.setColor(color);
    graphics.drawString(text, (float) left, (float) y);
  }

  double textWidth(String text, Font font) {
    return font.getStringBounds(text, graphics.getFontRenderContext()).getWidth();
  }

  /**
   * Java draws text with the fonts of the machine, and some machines have none.
   *
   * @throws IOException that says so
   */
  static void requireFonts() throws IOException {
    try {
      new Canvas(1, 1).textWidth("text", Style.LABEL);
    } catch (RuntimeException | InternalError | LinkageError e) {
      throw new IOException(
          "pictures need a font, and this machine has none that Java finds; install fontconfig and"
              + " a font such as DejaVu",
          e);
    }
  }

  /** Writes the picture beside its place, then renames it. */
  Path write(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // The stream given explicitly: ImageIO's own choice would go through a file.
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", stream)) {
        throw new IOException(
            "this Java cannot write PNG pictures: expected the module java.desktop");
      }
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(part, bytes.toByteArray());
      return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
