package org.duetml.metric;

import java.util.Arrays;

/**
 * The area under the receiver operating characteristic: the probability that a positive scores
 * higher than a negative, ties counting half (Hanley and McNeil 1982).
 */
public final class AreaUnderCurve {
  private AreaUnderCurve() {}

  /**
   * The exact area for two sets of scores.
   *
   * @param positives scores of the positives, higher meaning more positive; infinities are allowed
   * @param negatives scores of the negatives
   * @return in [0, 1]; 0.5 where the scores tell nothing
   * @throws IllegalArgumentException if a set is empty or holds a NaN
   */
  public static double of(double[] positives, double[] negatives) {
    double[] high = sorted(positives, "positives");
    double[] low = sorted(negatives, "negatives");
    long twicePairsWon = 0;
    int below = 0;
    int notAbove = 0;
    for (double score : high) {
      while (below < low.length && low[below] < score) {
        below++;
      }
      while (notAbove < low.length && low[notAbove] <= score) {
        notAbove++;
      }
      twicePairsWon += below + notAbove;
    }
    return twicePairsWon / (2.0 * high.length * low.length);
  }

  private static double[] sorted(double[] scores, String what) {
    Require.atLeast(1, scores.length, "the number of " + what);
    double[] copy = scores.clone();
    Arrays.sort(copy);
    if (Double.isNaN(copy[copy.length - 1])) {
      throw new IllegalArgumentException("a score of the %s is NaN".formatted(what));
    }
    return copy;
  }
}
