package org.duetml.tabular.encoding;

import java.util.Objects;
import org.duetml.tabular.Column;

/**
 * A column with its encoding.
 *
 * @param column its name and kind
 * @param encoding between its values and some dimensions
 */
public record EncodedColumn(Column column, ColumnEncoding encoding) {
  /** Refuses what is not there. */
  public EncodedColumn {
    Objects.requireNonNull(column, "an encoding has no column");
    Objects.requireNonNull(encoding, "a column has no encoding");
  }
}
