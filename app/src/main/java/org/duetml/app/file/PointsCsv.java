package org.duetml.app.file;

import java.io.IOException;

/** Points as comma-separated values: a header {@code x1,x2,...}, then one point on each line. */
public final class PointsCsv {
  private final Appendable target;

  /**
   * Begins a file with its header.
   *
   * @param target where the text goes
   * @param dimension number of columns
   * @throws IOException if it cannot be written
   */
  public PointsCsv(Appendable target, int dimension) throws IOException {
    this.target = target;
    StringBuilder header = new StringBuilder();
    for (int column = 1; column <= dimension; column++) {
      header.append(column == 1 ? "x" : ",x").append(column);
    }
    target.append(header).append('\n');
  }

  /**
   * Appends points, each number in the shortest form that reads back to the same float.
   *
   * @param points rows x dimension
   * @throws IOException if it cannot be written
   */
  public void append(float[][] points) throws IOException {
    StringBuilder line = new StringBuilder();
    for (float[] point : points) {
      line.setLength(0);
      for (int column = 0; column < point.length; column++) {
        line.append(column == 0 ? "" : ",").append(point[column]);
      }
      target.append(line).append('\n');
    }
  }
}
