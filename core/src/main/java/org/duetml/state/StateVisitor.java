package org.duetml.state;

/**
 * Walks over the state of a {@link Stateful}. One description serves both ways: a visitor that
 * copies leaves everything as it is, a visitor that restores replaces it. Arrays are shared and
 * changed in place; for single values the object takes what the visitor returns:
 *
 * <pre>{@code
 * steps = visitor.count("steps", steps);
 * }</pre>
 */
public interface StateVisitor {
  /**
   * An array of the object, not a copy.
   *
   * @param name unique within the object, without spaces
   * @param values read, or replaced in place
   */
  void floats(String name, float[] values);

  /**
   * An array of the object, not a copy.
   *
   * @param name unique within the object, without spaces
   * @param values read, or replaced in place
   */
  void doubles(String name, double[] values);

  /**
   * A text.
   *
   * @param name unique within the object, without spaces
   * @param value what the object holds
   * @return what it must hold from now on
   */
  String text(String name, String value);

  /**
   * Lets an object that was restored bring up to date what it derives from its state; a visitor
   * that copies does nothing.
   *
   * @param action runs at once
   */
  void afterRestoring(Runnable action);

  /**
   * A whole number.
   *
   * @param name unique within the object, without spaces
   * @param value what the object holds, at least 0
   * @return what it must hold from now on
   * @throws IllegalArgumentException if that is no whole number of at least 0
   */
  default long count(String name, long value) {
    return count(name, value, Long.MAX_VALUE);
  }

  /**
   * A whole number.
   *
   * @param name unique within the object, without spaces
   * @param value what the object holds, at least 0
   * @return what it must hold from now on
   * @throws IllegalArgumentException if that is no whole number from 0 to 2^31 - 1
   */
  default int count(String name, int value) {
    return (int) count(name, value, Integer.MAX_VALUE);
  }

  /**
   * A whole number of limited size.
   *
   * @param name unique within the object, without spaces
   * @param value what the object holds
   * @param most the largest that it may hold
   * @return what it must hold from now on, from 0 to {@code most}
   * @throws IllegalArgumentException if that is anything else
   */
  default long count(String name, long value, long most) {
    String text = text(name, Long.toString(value));
    try {
      long count = Long.parseLong(text);
      if (count >= 0 && count <= most) {
        return count;
      }
    } catch (NumberFormatException _) {
      // Refused below.
    }
    throw refusal(name, text, "a whole number from 0 to " + most);
  }

  private static IllegalArgumentException refusal(String name, String text, String expected) {
    return new IllegalArgumentException(
        "the state's '%s' is '%s': expected %s".formatted(name, text, expected));
  }

  /**
   * A number, to the bit.
   *
   * @param name unique within the object, without spaces
   * @param value what the object holds
   * @return what it must hold from now on
   * @throws IllegalArgumentException if that is no number
   */
  default double number(String name, double value) {
    String text = text(name, Double.toString(value));
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw refusal(name, text, "a number");
    }
  }

  /**
   * A number from 0 to 1, to the bit.
   *
   * @param name unique within the object, without spaces
   * @param value what the object holds
   * @return what it must hold from now on
   * @throws IllegalArgumentException if that is anything else
   */
  default double fraction(String name, double value) {
    double fraction = number(name, value);
    if (!(fraction >= 0 && fraction <= 1)) {
      throw refusal(name, Double.toString(fraction), "0 to 1");
    }
    return fraction;
  }

  /**
   * A truth value.
   *
   * @param name unique within the object, without spaces
   * @param value what the object holds
   * @return what it must hold from now on
   * @throws IllegalArgumentException if that is neither true nor false
   */
  default boolean flag(String name, boolean value) {
    String text = text(name, Boolean.toString(value));
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refusal(name, text, "true or false");
    };
  }

  /**
   * A part of the object.
   *
   * @param name put before all names of the part, with a dot
   * @param part visited at once
   */
  default void part(String name, Stateful part) {
    part.state(new PrefixedVisitor(name + ".", this));
  }
}
