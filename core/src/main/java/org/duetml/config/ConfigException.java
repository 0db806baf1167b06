package org.duetml.config;

import java.util.Optional;

/** A configuration key or value that cannot be; the message names both and what is allowed. */
public final class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The offending key, or null. */
  private final String key;

  /**
   * With a one-line message for users.
   *
   * @param message names the key, the value and what is allowed
   */
  public ConfigException(String message) {
    this(null, message);
  }

  /**
   * With a one-line message for users, about one key.
   *
   * @param key dotted, as the user wrote it; null if the message is about no single key
   * @param message names the key, the value and what is allowed
   */
  public ConfigException(String key, String message) {
    super(message);
    this.key = key;
  }

  /**
   * The key at fault, so that a reader of files can add where it stands.
   *
   * @return empty if no single key is at fault
   */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }
}
