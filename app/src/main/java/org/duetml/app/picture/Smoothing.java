package org.duetml.app.picture;

/** Gaussian smoothing of a grid's counts along one direction. */
final class Smoothing {
  /** Standard deviation in grid cells. */
  private static final double BANDWIDTH = 2.5;

  private static final int RADIUS = 8;

  private Smoothing() {}

  /**
   * Smooths {@link Grid#NODES} lines of as many values.
   *
   * @param step distance of neighbours of a line in the array
   * @param lineStep distance of the lines' starts
   */
  static double[] gaussian(double[] values, int step, int lineStep) {
    double[] smooth = new double[values.length];
    for (int line = 0; line < Grid.NODES; line++) {
      for (int place = 0; place < Grid.NODES; place++) {
        int from = Math.max(0, place - RADIUS);
        int to = Math.min(Grid.NODES - 1, place + RADIUS);
        double sum = 0;
        for (int other = from; other <= to; other++) {
          sum += weight(other - place) * values[line * lineStep + other * step];
        }
        smooth[line * lineStep + place * step] = sum;
      }
    }
    return smooth;
  }

  private static double weight(int distance) {
    double scaled = distance / BANDWIDTH;
    return StrictMath.exp(-0.5 * scaled * scaled);
  }
}
