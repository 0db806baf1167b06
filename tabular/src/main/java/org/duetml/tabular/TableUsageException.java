package org.duetml.tabular;

/**
 * What was asked of a table cannot be, whatever the table holds or does not: a file's ending that
 * names no kind of table, a column that it has not, no column left. The message is one line for
 * users.
 */
public final class TableUsageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * A wrong request.
   *
   * @param message names the file or column, what was expected and the mend
   */
  TableUsageException(String message) {
    super(message);
  }
}
