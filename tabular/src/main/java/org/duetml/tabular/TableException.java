package org.duetml.tabular;

import java.io.IOException;

/** A table cannot be read or written. The message is one line: the file, the place, the mend. */
public final class TableException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * With a message for users.
   *
   * @param message one line: the file, the line, row or column, what was expected, the mend
   */
  public TableException(String message) {
    super(message);
  }

  /**
   * With a message for users and what lies behind it.
   *
   * @param message one line: the file, the line, row or column, what was expected, the mend
   * @param cause shown with {@code --debug} alone
   */
  public TableException(String message, Throwable cause) {
    super(message, cause);
  }
}
