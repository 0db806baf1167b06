package org.duetml.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {
  private static final double SD = 0.6;

  @Test
  void aLogDensityIsNormalisedWhateverItsConstant() {
    Grid grid = Grid.ofLogDensity(pointwise(point -> 1000 + gaussian(point)), 4);
    assertEquals(-Math.log(2 * Math.PI * SD * SD), grid.max(), 1e-6);
    assertEquals(grid.max() - 0.5, grid.at(0, SD), 1e-3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9, 0.99})
  void theRegionOfAGaussianIsItsClosedForm(double part) {
    // In two dimensions the mass where the density exceeds d is 1 - d / maximum.
    Grid grid = Grid.ofLogDensity(pointwise(GridTest::gaussian), 4);
    assertEquals(grid.max() + Math.log1p(-part), grid.levelEnclosing(part), 0.02);
  }

  @Test
  void interpolationIsExactForPlanes() {
    double[] values = new double[Grid.NODES * Grid.NODES];
    Grid places = new Grid(2, values);
    for (int j = 0; j < Grid.NODES; j++) {
      for (int i = 0; i < Grid.NODES; i++) {
        values[j * Grid.NODES + i] = 3 * places.coordinate(i) - places.coordinate(j);
      }
    }
    RandomStream random = RandomStream.of(1, "grid");
    for (int i = 0; i < 100; i++) {
      double x = 4 * random.uniform(0, i) - 2;
      double y = 4 * random.uniform(1, i) - 2;
      assertEquals(3 * x - y, places.at(x, y), 1e-12);
    }
    assertEquals(6 + 2, places.at(99, -99), 1e-12);
  }

  @Test
  void regionsWithoutDensityAreAllowed() {
    Grid grid =
        Grid.ofLogDensity(pointwise(point -> point[0] > 0 ? 0 : Double.NEGATIVE_INFINITY), 1);
    assertEquals(-Math.log(2), grid.at(0.5, 0), 0.01);
    assertTrue(grid.at(-0.5, 0) < -50);
    assertEquals(-Math.log(2), grid.levelEnclosing(0.5), 0.01);
  }

  @Test
  void whatIsNoLogDensityIsRefused() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      PointFunction function = pointwise(point -> point[0] == 0 && point[1] == 0 ? value : 0);
      assertThrows(IllegalArgumentException.class, () -> Grid.ofLogDensity(function, 1));
    }
    PointFunction nothing = pointwise(point -> Double.NEGATIVE_INFINITY);
    assertThrows(IllegalArgumentException.class, () -> Grid.ofLogDensity(nothing, 1));
    float[][] outside = {{5, 5}};
    assertThrows(IllegalArgumentException.class, () -> Grid.ofPoints(outside, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {3000, 30_000})
  void theDensityOfPointsIsAboutTheirDistribution(int count) {
    RandomStream random = RandomStream.of(2, "grid");
    float[][] points = new float[count][3];
    for (int i = 0; i < count; i++) {
      points[i][0] = (float) (SD * random.normal(0, i));
      points[i][1] = (float) (SD * random.normal(1, i));
      points[i][2] = 77;
    }
    Grid estimate = Grid.ofPoints(points, 4);
    Grid exact = Grid.ofLogDensity(pointwise(GridTest::gaussian), 4);
    for (double distance = 0; distance <= 2 * SD; distance += 0.1) {
      assertEquals(exact.at(distance, 0), estimate.at(distance, 0), 0.45, "at " + distance);
    }
  }

  private static double gaussian(float[] point) {
    return -(point[0] * point[0] + point[1] * point[1]) / (2 * SD * SD);
  }

  static PointFunction pointwise(ToDoubleFunction<float[]> function) {
    return points -> Arrays.stream(points).mapToDouble(function).toArray();
  }
}
