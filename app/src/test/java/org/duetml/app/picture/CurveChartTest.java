package org.duetml.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import org.duetml.app.picture.CurveChart.Curve;
import org.duetml.app.picture.CurveChart.Range;
import org.duetml.app.picture.TrainingLog.Point;
import org.duetml.app.picture.TrainingLog.Span;
import org.junit.jupiter.api.Test;

class CurveChartTest {
  private static final Span FIRST = new Span("first", 0, 100);
  private static final Span SECOND = new Span("second", 100, 200);
  private static final Rectangle2D FRAME = new Rectangle2D.Double(100, 60, 400, 200);
  private static final Color PALE = new Color(0xf0f0f0);
  private final Canvas canvas = new Canvas(600, 320);

  @Test
  void aCurveRunsFromCornerToCorner() {
    draw(Range.free(), Map.of(FIRST, List.of(new Point(0, 0), new Point(100, 10))));
    assertTrue(isRed(300, 160), "middle");
    assertTrue(isRed(200, 204), "a quarter");
    assertFalse(isRed(200, 120), "mirrored");
  }

  @Test
  void curvesOfDifferentPhasesAreNotJoined() {
    draw(
        Range.free(),
        Map.of(
            FIRST, List.of(new Point(0, 5), new Point(60, 5)),
            SECOND, List.of(new Point(140, 6), new Point(200, 6))));
    assertTrue(anyRed(110, 210), "first phase");
    assertFalse(anyRed(230, 370), "between");
    assertTrue(anyRed(390, 490), "second phase");
  }

  @Test
  void logarithmicAxesShowRatiosAndLeaveOutWhatIsNotPositive() {
    draw(
        Range.log(),
        Map.of(FIRST, List.of(new Point(0, 0.01), new Point(50, -1), new Point(100, 1))));
    assertTrue(isRed(300, 160), "0.1 is halfway between 0.01 and 1");
  }

  @Test
  void valuesBeyondTheLimitsAreCut() {
    draw(
        Range.free().within(-1, 1),
        Map.of(
            FIRST,
            List.of(new Point(0, -1000), new Point(40, 0), new Point(60, 0), new Point(100, 1))));
    assertTrue(isRed(300, 160), "0 is halfway between -1 and 1");
  }

  @Test
  void aReferenceIsAlwaysInSight() {
    draw(Range.free().about(0), Map.of(FIRST, List.of(new Point(0, 10), new Point(100, 10))));
    assertTrue(anyRed(200, 400));
    assertFalse(isRed(300, 160), "10 is near the top, 0 near the bottom");
  }

  @Test
  void aConstantCurveIsDrawn() {
    draw(Range.free(), Map.of(FIRST, List.of(new Point(0, 0), new Point(100, 0))));
    assertTrue(isRed(300, 160));
  }

  @Test
  void aChartWithoutValuesSaysSo() {
    assertFalse(chart(Range.free(), Map.of()).hasValues());
    assertFalse(chart(Range.log(), Map.of(FIRST, List.of(new Point(0, -1)))).hasValues());
  }

  @Test
  void phasesAreToldByTheirBackground() {
    draw(Range.free(), Map.of(FIRST, List.of(new Point(0, 0), new Point(100, 1))));
    assertEquals(PALE.getRGB(), canvas.image().getRGB(120, 80));
    assertNotEquals(PALE.getRGB(), canvas.image().getRGB(50, 20));
  }

  private void draw(Range range, Map<Span, List<Point>> pieces) {
    chart(range, pieces).draw(canvas, FRAME, Map.of(FIRST, PALE, SECOND, PALE));
  }

  private static CurveChart chart(Range range, Map<Span, List<Point>> pieces) {
    return new CurveChart("Heading", List.of(new Curve("", Color.RED, pieces)), range);
  }

  private boolean anyRed(int fromX, int toX) {
    for (int x = fromX; x < toX; x++) {
      for (int y = (int) FRAME.getY(); y < FRAME.getMaxY(); y++) {
        if (isRed(x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isRed(int x, int y) {
    Color color = new Color(canvas.image().getRGB(x, y));
    return color.getRed() > 200 && color.getGreen() < 120;
  }
}
