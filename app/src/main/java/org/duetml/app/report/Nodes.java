package org.duetml.app.report;

/** The nodes of a square grid over the plane, row by row from the lower left. */
final class Nodes {
  private Nodes() {}

  /**
   * The points.
   *
   * @param perSide nodes along a side, at least 2
   * @param halfWidth the grid covers [-halfWidth, halfWidth]^2
   * @return perSide squared points; node (i, j) is row {@code j * perSide + i}
   */
  static float[][] of(int perSide, double halfWidth) {
    float[][] points = new float[perSide * perSide][2];
    for (int row = 0; row < points.length; row++) {
      points[row][0] = coordinate(row % perSide, perSide, halfWidth);
      points[row][1] = coordinate(row / perSide, perSide, halfWidth);
    }
    return points;
  }

  private static float coordinate(int index, int perSide, double halfWidth) {
    return (float) ((2.0 * index / (perSide - 1) - 1) * halfWidth);
  }
}
