package org.duetml.config;

/** A configuration key or value that cannot be; the message names both and what is allowed. */
public final class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * With a one-line message for users.
   *
   * @param message names the key, the value and what is allowed
   */
  public ConfigException(String message) {
    super(message);
  }
}
