package org.duetml.tabular.encoding;

import java.util.List;

/**
 * An encoding with the story of how it came to be.
 *
 * @param encoding of the columns that were kept
 * @param columns all columns of the table, in its order
 * @param messages what a user should know, one line each
 */
public record FittedEncoding(
    TableEncoding encoding, List<ColumnTreatment> columns, List<String> messages) {
  /** Copies the lists. */
  public FittedEncoding {
    columns = List.copyOf(columns);
    messages = List.copyOf(messages);
  }
}
