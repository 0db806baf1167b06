package org.duetml.tabular.quality;

/**
 * Whether synthetic rows are nearer to the training rows than other real rows are: the distance to
 * the closest record, against that of held-out rows.
 *
 * <p>The distance of two rows is the root of the sum over the columns of squares: numbers and times
 * differ by {@code |a - b| / (4 sd)} with the training rows' standard deviation, categories by 0 or
 * 1 (Wilson and Martinez 1997, sections 2 and 4); a missing value differs by 1 from any other.
 *
 * @param copies synthetic rows that are a training row in every column, among all rows
 * @param alsoHeldOut how many of these are a held-out row as well: rows that simply occur often
 * @param heldOutCopies held-out rows that are a training row in every column
 * @param near the 5 % quantile of the held-out rows' distances to their closest training row
 * @param nearShare share of synthetic rows that are as near or nearer; much more than the floor
 *     means that training rows shine through
 * @param nearFloor the same share of held-out rows: about 0.05, and more where rows occur often
 * @param median of the synthetic rows' distances
 * @param medianFloor of the held-out rows' distances
 * @param rows how many rows of either kind were looked at for the distances
 * @param trainingRows how many training rows their distances were measured to
 */
public record Privacy(
    int copies,
    int alsoHeldOut,
    int heldOutCopies,
    double near,
    double nearShare,
    double nearFloor,
    double median,
    double medianFloor,
    int rows,
    int trainingRows) {
  /** Most rows of either kind whose distances are measured. */
  public static final int MOST_ROWS = 2000;

  /** Most training rows that distances are measured to. */
  public static final int MOST_TRAINING_ROWS = 20_000;
}
