package org.duetml.data;

/**
 * A distribution whose one-dimensional projections {@code <direction, X>} have an exact cumulative
 * distribution function, so that samples can be compared with exact quantiles instead of with
 * another sample.
 */
public interface ProjectedLaw extends Distribution {

  /**
   * {@code P(<direction, X> <= value)}, within 1e-11.
   *
   * @param direction {@link #dimension()} coordinates, not all zero; need not have length 1
   * @param value any number
   * @return in [0, 1]
   */
  double projectedCdf(double[] direction, double value);

  /**
   * An interval that holds all but 1e-8 of the projection's probability.
   *
   * @param direction as in {@link #projectedCdf}
   * @return {lower end, upper end}
   */
  double[] projectedRange(double[] direction);

  /**
   * The projection's cumulative distribution function at {@code low + i * step} for every i, within
   * 1e-8.
   *
   * @param direction as in {@link #projectedCdf}
   * @param low where the grid starts
   * @param step its spacing, more than 0
   * @param cdf overwritten
   */
  default void tabulate(double[] direction, double low, double step, double[] cdf) {
    for (int i = 0; i < cdf.length; i++) {
      cdf[i] = projectedCdf(direction, low + i * step);
    }
  }
}
