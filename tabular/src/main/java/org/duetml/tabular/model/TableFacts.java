package org.duetml.tabular.model;

import java.util.List;
import org.duetml.tabular.encoding.ColumnTreatment;

/**
 * What is known of the table that a model was trained on.
 *
 * @param source the file, pattern or query
 * @param rows of the table
 * @param trainingRows that the model learned from
 * @param heldOutRows that were kept aside
 * @param columns all of them, with what was done
 * @param messages what was done that a user should know, a line each
 */
public record TableFacts(
    String source,
    long rows,
    int trainingRows,
    int heldOutRows,
    List<ColumnTreatment> columns,
    List<String> messages) {
  /** Copies the lists. */
  public TableFacts {
    columns = List.copyOf(columns);
    messages = List.copyOf(messages);
  }
}
