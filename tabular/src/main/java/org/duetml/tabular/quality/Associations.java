package org.duetml.tabular.quality;

import java.util.List;

/**
 * How strongly the columns go together in pairs: Pearson's correlation between numbers (booleans
 * count as 0 and 1), Cramér's V between categories, the correlation ratio between a number and a
 * category. V and the ratio are corrected for bias (Bergsma 2013, Kelley 1935).
 *
 * @param columns names, in the order of the matrices
 * @param real of training and held-out rows together: a row for every column, to four decimals; NaN
 *     where a column is constant, and 1 on the diagonal
 * @param synthetic the same of the synthetic rows
 * @param meanDifference mean over the pairs of the absolute difference between synthetic and
 *     held-out rows; a pair that one side cannot be measured on counts as 0 there; NaN without
 *     pairs
 * @param floor the same between training and held-out rows; NaN without training rows
 * @param largest the pairs that differ most between {@code synthetic} and {@code real}, the worst
 *     first
 * @param points of pairs of numbers of at least 10 different values: of those that go together
 *     most, then of those that differ most
 * @param rows most rows of a kind that were used
 */
public record Associations(
    List<String> columns,
    List<List<Double>> real,
    List<List<Double>> synthetic,
    double meanDifference,
    double floor,
    List<Pair> largest,
    List<PairPoints> points,
    int rows) {
  /** Copies the lists. */
  public Associations {
    columns = List.copyOf(columns);
    real = real.stream().map(List::copyOf).toList();
    synthetic = synthetic.stream().map(List::copyOf).toList();
    largest = List.copyOf(largest);
    points = List.copyOf(points);
  }

  /**
   * Two columns.
   *
   * @param first name
   * @param second name
   * @param real their association in training and held-out rows
   * @param synthetic their association in synthetic rows
   */
  public record Pair(String first, String second, double real, double synthetic) {
    /**
     * How much more the columns go together in synthetic rows.
     *
     * @return in [-2, 2]; what cannot be measured counts as 0
     */
    public double difference() {
      return (Double.isNaN(synthetic) ? 0 : synthetic) - (Double.isNaN(real) ? 0 : real);
    }
  }

  /**
   * Some rows' values in two columns of numbers: real values of single rows.
   *
   * @param x name of the first column
   * @param y name of the second column
   * @param realX of training and held-out rows
   * @param realY in the same rows
   * @param syntheticX of synthetic rows
   * @param syntheticY in the same rows
   */
  public record PairPoints(
      String x,
      String y,
      List<Double> realX,
      List<Double> realY,
      List<Double> syntheticX,
      List<Double> syntheticY) {
    /** Most points of a kind. */
    public static final int POINTS = 400;

    /** Copies the lists. */
    public PairPoints {
      realX = List.copyOf(realX);
      realY = List.copyOf(realY);
      syntheticX = List.copyOf(syntheticX);
      syntheticY = List.copyOf(syntheticY);
    }
  }
}
