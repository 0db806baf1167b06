package org.duetml.tabular.encoding;

import java.util.Objects;
import org.duetml.tabular.Column;

/**
 * What was found in a column of the training rows, and what was done with it.
 *
 * @param column its name and kind
 * @param treatment the encoding's label, or {@code excluded}
 * @param missing rows without a value
 * @param distinct different values, missing ones not counted
 * @param range the smallest and largest number, or the most frequent categories
 */
public record ColumnTreatment(
    Column column, String treatment, long missing, long distinct, String range) {
  /** What a column is called that the model does not know. */
  public static final String EXCLUDED = "excluded";

  /** Refuses what is not there. */
  public ColumnTreatment {
    Objects.requireNonNull(column, "a treatment is of no column");
    Objects.requireNonNull(treatment, "a column has no treatment");
  }
}
