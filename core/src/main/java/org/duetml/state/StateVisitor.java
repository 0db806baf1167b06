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
   * @param value what the object holds
   * @return what it must hold from now on
   */
  default long count(String name, long value) {
    return Long.parseLong(text(name, Long.toString(value)));
  }

  /**
   * A number, to the bit.
   *
   * @param name unique within the object, without spaces
   * @param value what the object holds
   * @return what it must hold from now on
   */
  default double number(String name, double value) {
    return Double.parseDouble(text(name, Double.toString(value)));
  }

  /**
   * A truth value.
   *
   * @param name unique within the object, without spaces
   * @param value what the object holds
   * @return what it must hold from now on
   */
  default boolean flag(String name, boolean value) {
    return Boolean.parseBoolean(text(name, Boolean.toString(value)));
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
