package org.duetml.tabular.quality;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.duetml.tabular.ColumnKind;

/**
 * How the synthetic values of one column compare to the real ones. Every floor is the same figure
 * of the training rows in place of the synthetic ones, or, where the figure is about the training
 * rows, of the held-out rows: what other real rows of this number would reach.
 *
 * @param name of the column
 * @param kind of the column
 * @param distance between synthetic and held-out values, in [0, 1]: of Kolmogorov and Smirnov for
 *     numbers and times, total variation for categories and booleans; NaN where there are no values
 * @param floor the distance between training and held-out values
 * @param trainingMissing share of training rows without a value
 * @param heldOutMissing share of held-out rows without a value
 * @param syntheticMissing share of synthetic rows without a value
 * @param unseen share of synthetic values outside of the training values' range, or of categories
 *     that no training row has
 * @param unseenFloor the same share of held-out values
 * @param repeated share of synthetic values that a training row has, to the bit: a continuous law
 *     in place of rounded numbers shows here, where no distance sees it
 * @param repeatedFloor the same share of held-out values
 * @param histogram of numbers and times; else null
 * @param frequencies of categories and booleans; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ColumnQuality(
    String name,
    ColumnKind kind,
    double distance,
    double floor,
    double trainingMissing,
    double heldOutMissing,
    double syntheticMissing,
    double unseen,
    double unseenFloor,
    double repeated,
    double repeatedFloor,
    Histogram histogram,
    Frequencies frequencies) {

  /**
   * By how much the column is worse than other real rows would be: the larger of the excesses of
   * its distance and of the error of its missing rate over their floors.
   *
   * @return in [-1, 1]; 0 or less is as good as real
   */
  public double excess() {
    double ofMissing =
        Math.abs(syntheticMissing - heldOutMissing) - Math.abs(trainingMissing - heldOutMissing);
    return Math.max(orZero(distance) - orZero(floor), orZero(ofMissing));
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
