package org.duetml.app;

/** The command was called wrongly: exit code 2. The message is one line with the mend. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * With a message for users.
   *
   * @param message one line: the option or file, its value, what was expected, the mend
   */
  public UsageException(String message) {
    super(message);
  }
}
