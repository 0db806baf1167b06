package org.duetml.app.picture;

import java.awt.Color;

/**
 * Colours for directions: one lightness and colourfulness, the hue going once around. Source: B.
 * Ottosson, "A perceptual color space for image processing" (Oklab), 2020.
 */
final class HueCircle {
  private static final double LIGHTNESS = 0.66;
  private static final double CHROMA = 0.125;

  private HueCircle() {}

  /** The colour of the direction from the origin to (x, y). */
  static Color toward(double x, double y) {
    double angle = StrictMath.atan2(y, x);
    return oklab(LIGHTNESS, CHROMA * StrictMath.cos(angle), CHROMA * StrictMath.sin(angle));
  }

  private static Color oklab(double lightness, double a, double b) {
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    return new Color(
        (float) companded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
        (float) companded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
        (float) companded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
  }

  private static double cube(double value) {
    return value * value * value;
  }

  /** The sRGB transfer function (IEC 61966-2-1). */
  private static double companded(double linear) {
    double value =
        linear <= 0.0031308 ? 12.92 * linear : 1.055 * StrictMath.pow(linear, 1 / 2.4) - 0.055;
    return Math.clamp(value, 0, 1);
  }
}
