package org.duetml.app.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PointsCsvTest {
  @Test
  void pointsAreLinesBelowAHeader() throws IOException {
    StringBuilder text = new StringBuilder();
    PointsCsv csv = new PointsCsv(text, 3);
    csv.append(new float[][] {{1, -0.5f, 1e-10f}});
    csv.append(new float[][] {{0.1f, 2, 3}, {4, 5, 6}});
    assertEquals("x1,x2,x3\n1.0,-0.5,1.0E-10\n0.1,2.0,3.0\n4.0,5.0,6.0\n", text.toString());
  }

  @Test
  void numbersReadBackToTheSameFloats() throws IOException {
    StringBuilder text = new StringBuilder();
    float[][] points = {{(float) Math.PI}, {Float.MIN_VALUE}, {Float.MAX_VALUE}, {-0f}, {1f / 3}};
    new PointsCsv(text, 1).append(points);
    String[] lines = text.toString().split("\n");
    for (int i = 0; i < points.length; i++) {
      assertEquals(points[i][0], Float.parseFloat(lines[i + 1]));
    }
  }
}
