package org.duetml.app.picture;

/** Smooths the counts of points in the cells of a grid by a Gaussian whose width fits them. */
final class Smoothing {
  /** So many neighbours, by the kernel's weight, tell the density to about a tenth. */
  private static final double NEIGHBOURS = 100;

  private static final double NARROWEST = 1.5;
  private static final double WIDEST = 24;
  private static final double GROWTH = 1.25;

  private Smoothing() {}

  /**
   * Smooths with the narrowest Gaussian that gives a point {@link #NEIGHBOURS} neighbours on
   * average, so fine where points are many on thin lines, coarse where they are few.
   *
   * @param counts {@link Grid#NODES} squared
   * @return the sum over all points of the kernel, whose peak is 1
   */
  static double[] smooth(double[] counts) {
    double bandwidth = NARROWEST;
    double[] smooth = gaussian(counts, bandwidth);
    while (bandwidth < WIDEST && neighbours(counts, smooth) < NEIGHBOURS) {
      bandwidth *= GROWTH;
      smooth = gaussian(counts, bandwidth);
    }
    return smooth;
  }

  private static double neighbours(double[] counts, double[] smooth) {
    double points = 0;
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      points += counts[i];
      sum += counts[i] * smooth[i];
    }
    return points == 0 ? NEIGHBOURS : sum / points;
  }

  private static double[] gaussian(double[] counts, double bandwidth) {
    double[] kernel = new double[(int) Math.ceil(4 * bandwidth)];
    for (int distance = 0; distance < kernel.length; distance++) {
      kernel[distance] = StrictMath.exp(-0.5 * distance * distance / (bandwidth * bandwidth));
    }
    return alongLines(alongLines(counts, kernel, 1, Grid.NODES), kernel, Grid.NODES, 1);
  }

  /** Neighbours of a line lie a step apart in the array, the starts of lines a line step. */
  private static double[] alongLines(double[] values, double[] kernel, int step, int lineStep) {
    double[] smooth = new double[values.length];
    for (int line = 0; line < Grid.NODES; line++) {
      for (int place = 0; place < Grid.NODES; place++) {
        int from = Math.max(0, place - kernel.length + 1);
        int to = Math.min(Grid.NODES - 1, place + kernel.length - 1);
        double sum = 0;
        for (int other = from; other <= to; other++) {
          sum += kernel[Math.abs(other - place)] * values[line * lineStep + other * step];
        }
        smooth[line * lineStep + place * step] = sum;
      }
    }
    return smooth;
  }
}
