package org.duetml.metric;

import org.duetml.kernel.Matrix;

/** Sums in ascending order, so that a result has the same bits however its terms were shared. */
final class Sums {
  private Sums() {}

  static double sum(double[] terms) {
    double sum = 0;
    for (double term : terms) {
      sum += term;
    }
    return sum;
  }

  static double squaredDistance(Matrix a, int rowOfA, Matrix b, int rowOfB) {
    double sum = 0;
    for (int column = 0; column < a.columns(); column++) {
      double difference = (double) a.get(rowOfA, column) - b.get(rowOfB, column);
      sum += difference * difference;
    }
    return sum;
  }
}
