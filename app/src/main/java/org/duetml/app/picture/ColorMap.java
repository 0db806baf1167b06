package org.duetml.app.picture;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Colours for numbers from 0 to 1, interpolated linearly in sRGB between the points of a table.
 * Immutable.
 */
public final class ColorMap {
  /**
   * Viridis, every 16th of its 256 colours. Source: N. Smith and S. van der Walt, "A Better Default
   * Colormap for Matplotlib", 2015 (CC0).
   */
  public static final ColorMap VIRIDIS =
      new ColorMap(
          0x440154, 0x48186a, 0x472d7b, 0x424086, 0x3b528b, 0x33638d, 0x2c728e, 0x26828e, 0x21918c,
          0x1f9f88, 0x27ad81, 0x3dbc74, 0x5cc863, 0x81d34d, 0xaadc32, 0xd5e21a, 0xfde725);

  /** Blue, white, red. Source: C. Brewer, ColorBrewer 2.0, RdBu with 11 classes, reversed. */
  public static final ColorMap DIVERGING =
      new ColorMap(
          0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d,
          0xb2182b, 0x67001f);

  /** White to amber, light enough to draw on. Source: C. Brewer, ColorBrewer 2.0, YlOrBr. */
  public static final ColorMap SOFT =
      new ColorMap(0xffffff, 0xfff7dc, 0xffeab4, 0xfedc8c, 0xfed176);

  private final int[] table;

  private ColorMap(int... table) {
    this.table = table;
  }

  /**
   * The points of the table.
   *
   * @return evenly spaced from 0 to 1, each as {@code #rrggbb}
   */
  public List<String> table() {
    return IntStream.of(table).mapToObj("#%06x"::formatted).toList();
  }

  /** The colour of a number, which is clamped to [0, 1]. */
  Color color(double fraction) {
    double place = Math.clamp(fraction, 0, 1) * (table.length - 1);
    int below = Math.min((int) place, table.length - 2);
    return mix(new Color(table[below]), new Color(table[below + 1]), place - below);
  }

  /** The colour at the given part of the way from one to the other. */
  static Color mix(Color from, Color to, double part) {
    return new Color(
        mix(from.getRed(), to.getRed(), part),
        mix(from.getGreen(), to.getGreen(), part),
        mix(from.getBlue(), to.getBlue(), part));
  }

  private static int mix(int from, int to, double part) {
    return (int) Math.round(from + part * (to - from));
  }
}
