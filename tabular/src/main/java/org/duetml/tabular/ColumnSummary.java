package org.duetml.tabular;

/**
 * Facts about all values of a column.
 *
 * @param column whose values
 * @param rows of the table
 * @param missing how many values are missing
 * @param distinct about how many different values there are, within a few percent (HyperLogLog)
 * @param min the smallest number in the column's unit, NaN for names and without values
 * @param max the largest number likewise
 * @param constant whether all values that are there are equal
 */
public record ColumnSummary(
    Column column,
    long rows,
    long missing,
    long distinct,
    double min,
    double max,
    boolean constant) {
  /**
   * Whether no value is there at all.
   *
   * @return true if each is missing
   */
  public boolean isAllMissing() {
    return missing == rows;
  }
}
