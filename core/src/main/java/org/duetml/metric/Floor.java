package org.duetml.metric;

/**
 * What a distance gives for data against data: no model can be told from perfect below it.
 *
 * @param mean over the repetitions
 * @param sd standard deviation over the repetitions (divisor n - 1), 0 for a single one
 */
public record Floor(double mean, double sd) {

  static Floor of(double[] distances) {
    double mean = Sums.sum(distances) / distances.length;
    double squares = 0;
    for (double distance : distances) {
      squares += (distance - mean) * (distance - mean);
    }
    return new Floor(mean, Math.sqrt(squares / Math.max(1, distances.length - 1)));
  }
}
