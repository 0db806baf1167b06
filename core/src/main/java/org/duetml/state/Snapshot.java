package org.duetml.state;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A copy of the state of a {@link Stateful}: arrays of floats and texts, by name. Not thread-safe.
 */
public final class Snapshot implements Stateful {
  private final Map<String, float[]> arrays;
  private final Map<String, String> texts;

  /** Nothing yet. */
  public Snapshot() {
    this(Map.of(), Map.of());
  }

  /**
   * A snapshot from its parts, such as those that were read from a file.
   *
   * @param arrays by name; kept, not copied
   * @param texts by name
   */
  public Snapshot(Map<String, float[]> arrays, Map<String, String> texts) {
    this.arrays = new LinkedHashMap<>(arrays);
    this.texts = new LinkedHashMap<>(texts);
  }

  /**
   * All arrays.
   *
   * @return by name, in the order of the walk; shared, not to be changed
   */
  public Map<String, float[]> arrays() {
    return Collections.unmodifiableMap(arrays);
  }

  /**
   * All other values.
   *
   * @return by name, in the order of the walk; not to be changed
   */
  public Map<String, String> texts() {
    return Collections.unmodifiableMap(texts);
  }

  /**
   * Copies a state, in place of what this snapshot held; arrays of the same name and length are
   * used again.
   *
   * @param object not changed
   */
  public void take(Stateful object) {
    Taking taking = new Taking();
    texts.clear();
    object.state(taking);
    arrays.keySet().retainAll(taking.seen);
  }

  /**
   * Gives an object the state that was copied.
   *
   * @param object changed
   * @throws IllegalArgumentException if the state is that of another kind of object: a value is
   *     missing, of another length, none of its kind, or not known to the object; it may be changed
   *     in part
   */
  public void restore(Stateful object) {
    Restoring restoring = new Restoring();
    object.state(restoring);
    Set<String> unknown = new HashSet<>(arrays.keySet());
    unknown.addAll(texts.keySet());
    unknown.removeAll(restoring.seen);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "the state holds '%s', which nobody knows".formatted(unknown.iterator().next()));
    }
  }

  /** The copy itself, for snapshots of what holds snapshots. */
  @Override
  public void state(StateVisitor visitor) {
    arrays.forEach(visitor::floats);
    texts.replaceAll(visitor::text);
  }

  private final class Taking implements StateVisitor {
    private final Set<String> seen = new HashSet<>();

    @Override
    public void floats(String name, float[] values) {
      seen.add(name);
      float[] copy = arrays.get(name);
      if (copy == null || copy.length != values.length) {
        arrays.put(name, values.clone());
      } else {
        System.arraycopy(values, 0, copy, 0, values.length);
      }
    }

    @Override
    public void doubles(String name, double[] values) {
      StringJoiner text = new StringJoiner(" ");
      for (double value : values) {
        text.add(Double.toString(value));
      }
      texts.put(name, text.toString());
    }

    @Override
    public String text(String name, String value) {
      texts.put(name, value);
      return value;
    }

    @Override
    public void afterRestoring(Runnable action) {}
  }

  private final class Restoring implements StateVisitor {
    private final Set<String> seen = new HashSet<>();

    private <T> T find(Map<String, T> values, String name) {
      T value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException("the state lacks '%s'".formatted(name));
      }
      seen.add(name);
      return value;
    }

    @Override
    public void floats(String name, float[] values) {
      float[] stored = find(arrays, name);
      requireLength(name, values.length, stored.length);
      System.arraycopy(stored, 0, values, 0, values.length);
    }

    @Override
    public void doubles(String name, double[] values) {
      double[] stored = numbers(name, find(texts, name));
      requireLength(name, values.length, stored.length);
      System.arraycopy(stored, 0, values, 0, values.length);
    }

    private static double[] numbers(String name, String text) {
      try {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
      } catch (NumberFormatException _) {
        throw new IllegalArgumentException(
            "the state's '%s' is '%s': expected numbers".formatted(name, text));
      }
    }

    private static void requireLength(String name, int expected, int length) {
      if (length != expected) {
        throw new IllegalArgumentException(
            "the state's '%s' holds %d numbers: expected %d".formatted(name, length, expected));
      }
    }

    @Override
    public String text(String name, String value) {
      return find(texts, name);
    }

    @Override
    public void afterRestoring(Runnable action) {
      action.run();
    }
  }
}
