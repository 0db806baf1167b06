package org.duetml.metric;

import org.duetml.kernel.RandomStream;

/** Unit vectors to project on. */
final class Directions {
  private Directions() {}

  /** Uniform on the sphere, always the same ones: count x dimension. */
  static double[][] random(int count, int dimension) {
    RandomStream stream = RandomStream.of(0, "metric.directions");
    double[][] directions = new double[count][dimension];
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int c = 0; c < dimension; c++) {
        directions[i][c] = stream.normal(i, c);
        sum += directions[i][c] * directions[i][c];
      }
      for (int c = 0; c < dimension; c++) {
        directions[i][c] /= Math.sqrt(sum);
      }
    }
    return directions;
  }

  /** Evenly spaced on the half circle: count x 2. */
  static double[][] halfCircle(int count) {
    double[][] directions = new double[count][];
    for (int i = 0; i < count; i++) {
      double angle = (i + 0.5) * Math.PI / count;
      directions[i] = new double[] {StrictMath.cos(angle), StrictMath.sin(angle)};
    }
    return directions;
  }
}
