package org.duetml.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class ColorMapTest {
  @Test
  void viridisGetsLighterAllTheWay() {
    assertMonotone(ColorMap.VIRIDIS, 0, 1, 1);
  }

  @Test
  void softGetsDarkerAllTheWay() {
    assertMonotone(ColorMap.SOFT, 0, 1, -1);
  }

  @Test
  void divergingIsLightestInTheMiddleAndEvenOnBothSides() {
    assertMonotone(ColorMap.DIVERGING, 0, 0.5, 1);
    assertMonotone(ColorMap.DIVERGING, 0.5, 1, -1);
    for (double distance = 0; distance <= 0.5; distance += 0.05) {
      double below = lightness(ColorMap.DIVERGING.color(0.5 - distance));
      double above = lightness(ColorMap.DIVERGING.color(0.5 + distance));
      assertEquals(below, above, 8, "at distance " + distance);
    }
  }

  @Test
  void endsAreThoseOfTheTableAndHoldBeyond() {
    assertEquals(new Color(0x440154), ColorMap.VIRIDIS.color(0));
    assertEquals(new Color(0xfde725), ColorMap.VIRIDIS.color(1));
    assertEquals(new Color(0x440154), ColorMap.VIRIDIS.color(Double.NEGATIVE_INFINITY));
    assertEquals(new Color(0xfde725), ColorMap.VIRIDIS.color(7));
    assertEquals(new Color(0x21918c), ColorMap.VIRIDIS.color(0.5));
  }

  @Test
  void directionsDifferInHueNotInLightness() {
    for (int degree = 0; degree < 360; degree += 5) {
      double angle = Math.toRadians(degree);
      Color color = HueCircle.toward(Math.cos(angle), Math.sin(angle));
      assertEquals(62, lightness(color), 6, degree + " degrees");
      Color opposite = HueCircle.toward(-Math.cos(angle), -Math.sin(angle));
      int difference =
          Math.abs(color.getRed() - opposite.getRed())
              + Math.abs(color.getGreen() - opposite.getGreen())
              + Math.abs(color.getBlue() - opposite.getBlue());
      assertTrue(difference > 100, degree + " degrees: " + difference);
    }
  }

  private static void assertMonotone(ColorMap colors, double from, double to, int direction) {
    double previous = lightness(colors.color(from));
    for (int i = 1; i <= 100; i++) {
      double next = lightness(colors.color(from + (to - from) * i / 100));
      // Rounding to 8 bits may hold the lightness for a moment.
      assertTrue(direction * (next - previous) > -0.2, "step " + i);
      previous = next;
    }
    double whole = lightness(colors.color(to)) - lightness(colors.color(from));
    assertTrue(direction * whole > 10, "from end to end " + whole);
  }

  /** CIE 1976 L*, from 0 (black) to 100 (white). */
  static double lightness(Color color) {
    double luminance =
        0.2126 * linear(color.getRed())
            + 0.7152 * linear(color.getGreen())
            + 0.0722 * linear(color.getBlue());
    return luminance <= 216.0 / 24389 ? luminance * 24389 / 27 : 116 * Math.cbrt(luminance) - 16;
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
