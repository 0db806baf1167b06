package org.duetml.metric;

import java.util.Arrays;

/**
 * The area under the precision-recall curve as average precision: the mean over positives of the
 * precision among all that score at least as high. Equal scores are one step of the curve.
 */
public final class AveragePrecision {
  private AveragePrecision() {}

  /**
   * The average precision of two sets of scores.
   *
   * @param positives scores of the positives, higher meaning more positive; infinities are allowed
   * @param negatives scores of the negatives
   * @return in (0, 1]; the part of positives where the scores tell nothing
   * @throws IllegalArgumentException if a set is empty or holds a NaN
   */
  public static double of(double[] positives, double[] negatives) {
    double[] high = sorted(positives, "positives");
    double[] low = sorted(negatives, "negatives");
    double sum = 0;
    int above = low.length;
    for (int i = high.length - 1; i >= 0; ) {
      int last = i;
      while (i >= 0 && high[i] == high[last]) {
        i--;
      }
      while (above > 0 && low[above - 1] >= high[last]) {
        above--;
      }
      double found = high.length - 1 - i;
      sum += (last - i) * found / (found + low.length - above);
    }
    return sum / high.length;
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
