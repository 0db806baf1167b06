package org.duetml.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import org.junit.jupiter.api.Test;

/** Heat map, contour lines and points, each alone on a panel. */
class LayersTest {
  private static final int SIZE = 400;
  private final Axes axes = Axes.square(0, 0, SIZE, PictureFixtures.HALF_WIDTH);
  private final Canvas canvas = new Canvas(SIZE, SIZE);

  @Test
  void theBrightestPixelOfADensityIsAtAMode() {
    double[] onlyThird = {0.5, 0.5, 0.5, 1, 0.5, 0.5, 0.5, 0.5};
    Grid grid =
        Grid.ofLogDensity(
            points -> PictureFixtures.logDensity(points, onlyThird, PictureFixtures.SD), 4);
    double top = grid.max();
    Heatmap.draw(canvas, axes, (x, y) -> ColorMap.VIRIDIS.color(1 + (grid.at(x, y) - top) / 12));
    int brightest = 0;
    for (int i = 0; i < SIZE * SIZE; i++) {
      if (lightness(i % SIZE, i / SIZE) > lightness(brightest % SIZE, brightest / SIZE)) {
        brightest = i;
      }
    }
    double tolerance = PictureFixtures.SD / 2;
    assertEquals(PictureFixtures.modeX(3), coordinate(brightest % SIZE), tolerance);
    assertEquals(PictureFixtures.modeY(3), -coordinate(brightest / SIZE), tolerance);
  }

  @Test
  void theContourOfAConeIsACircle() {
    Grid cone = grid((x, y) -> -Math.hypot(x, y));
    double length = 0;
    double[] from = new double[2];
    double[] to = new double[2];
    for (PathIterator path = Contours.path(axes, cone, -2).getPathIterator(null);
        !path.isDone();
        path.next()) {
      int kind = path.currentSegment(to);
      double x = coordinate(to[0]);
      double y = coordinate(to[1]);
      assertEquals(2, Math.hypot(x, y), 1e-3);
      if (kind == PathIterator.SEG_LINETO) {
        length += Math.hypot(to[0] - from[0], to[1] - from[1]);
      }
      from = to.clone();
    }
    assertEquals(2 * Math.PI * 2 * SIZE / 8, length, 0.2);
  }

  @Test
  void contoursCrossSaddlesWithoutLosingALine() {
    // Both branches of the hyperbola x y = 0 through a cell's middle, and far from it.
    Grid saddle = grid((x, y) -> x * y);
    Path2D path = Contours.path(axes, saddle, 1e-5);
    assertTrue(path.intersects(axes.pixelX(2) - 2, axes.pixelY(0) - 2, 4, 4));
    assertTrue(path.intersects(axes.pixelX(0) - 2, axes.pixelY(-2) - 2, 4, 4));
  }

  @Test
  void noContourWhereTheLevelIsNotReached() {
    assertTrue(Contours.path(axes, grid((x, y) -> x), 5).getPathIterator(null).isDone());
  }

  @Test
  void pointsAreWhereTheirCoordinatesSay() {
    float[][] points = {{1, 2}, {-3, -1}, {99, 0}, {0, 0}};
    Scatter.draw(canvas, axes, points, 3, 3, Color.BLACK);
    assertEquals(0, lightness(250, 100), 1);
    assertEquals(0, lightness(50, 250), 1);
    assertEquals(100, lightness(200, 200), 1, "the fourth point is not drawn");
    assertEquals(100, lightness(258, 100), 1);
  }

  private interface Height {
    double at(double x, double y);
  }

  private static Grid grid(Height height) {
    double[] values = new double[Grid.NODES * Grid.NODES];
    Grid grid = new Grid(PictureFixtures.HALF_WIDTH, values);
    for (int i = 0; i < values.length; i++) {
      values[i] = height.at(grid.coordinate(i % Grid.NODES), grid.coordinate(i / Grid.NODES));
    }
    return grid;
  }

  /** Of a pixel's column; of a row, its negative. */
  private static double coordinate(double pixel) {
    return (2 * pixel / SIZE - 1) * PictureFixtures.HALF_WIDTH;
  }

  private double lightness(int x, int y) {
    return ColorMapTest.lightness(new Color(canvas.image().getRGB(x, y)));
  }
}
