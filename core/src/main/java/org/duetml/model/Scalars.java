package org.duetml.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values a model's {@code config.json} can hold: booleans, texts, whole and finite numbers. */
final class Scalars {
  private Scalars() {}

  /**
   * A copy in the same order, with every whole number a {@link Long} and every other number a
   * {@link Double}, so that what is loaded equals what was saved.
   *
   * @throws IllegalArgumentException naming the key whose value is none of these
   */
  static Map<String, Object> copy(String what, Map<String, ?> values) {
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach((key, value) -> copy.put(key, scalar(what + " '" + key + "'", value)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object scalar(String what, Object value) {
    return switch (value) {
      case Boolean flag -> flag;
      case String text -> text;
      case Long number -> number;
      case Integer number -> number.longValue();
      case Double number when Double.isFinite(number) -> number;
      case Float number when Float.isFinite(number) -> number.doubleValue();
      case null, default ->
          throw new IllegalArgumentException(
              "%s = %s: expected true, false, a text, a whole number or a finite number"
                  .formatted(what, value));
    };
  }
}
