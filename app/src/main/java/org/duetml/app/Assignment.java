package org.duetml.app;

/**
 * {@code KEY=VALUE}, as options take it.
 *
 * @param key before the first equals sign
 * @param value behind it, may be empty
 */
record Assignment(String key, String value) {
  /**
   * Reads one.
   *
   * @param option that it is the value of
   * @param text what the user typed
   * @param example of a good one
   * @throws UsageException if there is no key or no equals sign
   */
  static Assignment of(String option, String text, String example) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new UsageException(
          "%s %s: expected KEY=VALUE, for example %1$s %s".formatted(option, text, example));
    }
    return new Assignment(text.substring(0, equals).strip(), text.substring(equals + 1));
  }
}
