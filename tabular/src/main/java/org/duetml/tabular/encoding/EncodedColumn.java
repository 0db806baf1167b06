package org.duetml.tabular.encoding;

import org.duetml.tabular.Column;

/**
 * A column with its encoding.
 *
 * @param column its name and kind
 * @param encoding between its values and some dimensions
 */
public record EncodedColumn(Column column, ColumnEncoding encoding) {}
