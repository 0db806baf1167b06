package org.duetml.tabular.quality;

import java.util.List;

/**
 * Whether a classifier tells synthetic rows from real ones (a classifier two-sample test, Lopez-Paz
 * and Oquab 2017). The classifier is gradient-boosted trees, cross-fitted: every row is scored by
 * trees that have not seen it. It sees how large numbers are, not to how many digits they are
 * rounded; see {@link ColumnQuality#repeated}.
 *
 * @param auroc area under the curve of synthetic against held-out rows, the mean over the folds:
 *     0.5 cannot be told apart, 1 always can; below 0.5 by chance, or if rows are copies of
 *     held-out ones
 * @param floor the same of training against held-out rows; NaN without training rows
 * @param rowsOfEach how many rows of each kind were taken
 * @param telling the columns that the classifier told them by, the most telling first
 */
public record Detectability(double auroc, double floor, int rowsOfEach, List<Telling> telling) {
  /** Fewest rows of a kind. */
  public static final int FEWEST_ROWS = 20;

  /** Most rows of a kind. */
  public static final int MOST_ROWS = 5000;

  /** Copies the list. */
  public Detectability {
    telling = List.copyOf(telling);
  }

  /**
   * What a column tells.
   *
   * @param column name
   * @param share of the gain of all splits, in (0, 1]
   */
  public record Telling(String column, double share) {}
}
