package org.duetml.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads and writes records whose components carry {@link Setting} by dotted keys. A component that
 * is itself a record is a section; {@code learningRate} in section {@code pretrain} has the key
 * {@code pretrain.learning-rate}.
 */
final class Binding {
  /**
   * Narrower than {@link Double#parseDouble}, which also takes "1d", "0x1p3" and "NaN". Possessive,
   * so that a million digits take no million million steps.
   */
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][-+]?\\d++)?");

  private Binding() {}

  /** All keys of a record type with their meaning, in order. */
  static List<SettingInfo> describe(Class<? extends Record> type) {
    List<SettingInfo> infos = new ArrayList<>();
    describe(type, "", infos);
    return infos;
  }

  private static void describe(Class<?> type, String prefix, List<SettingInfo> infos) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = prefix + kebab(component.getName());
      if (component.getType().isRecord()) {
        describe(component.getType(), key + ".", infos);
      } else {
        Setting setting = component.getAnnotation(Setting.class);
        String allowed = allowed(component.getType(), setting);
        infos.add(new SettingInfo(key, setting.initial(), allowed, setting.about()));
      }
    }
  }

  /** Every key with its value, in order. */
  static Map<String, Object> toMap(Record settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    toMap(settings, "", values);
    return values;
  }

  private static void toMap(Record settings, String prefix, Map<String, Object> values) {
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      String key = prefix + kebab(component.getName());
      switch (read(settings, component)) {
        case Record section -> toMap(section, key + ".", values);
        case Enum<?> choice -> values.put(key, kebab(choice));
        case Interval interval -> values.put(key, interval.toString());
        case Object value -> values.put(key, value);
      }
    }
  }

  /** A record from the defaults and the given values; keys must be known. */
  static <T extends Record> T fromMap(Class<T> type, Map<String, ?> values) {
    List<String> known = describe(type).stream().map(SettingInfo::key).toList();
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw unknown(key, known);
      }
    }
    return build(type, "", values);
  }

  private static <T> T build(Class<T> type, String prefix, Map<String, ?> values) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = prefix + kebab(components[i].getName());
      Class<?> valueType = components[i].getType();
      if (valueType.isRecord()) {
        arguments[i] = build(valueType, key + ".", values);
      } else {
        Setting setting = components[i].getAnnotation(Setting.class);
        Object value = values.containsKey(key) ? values.get(key) : setting.initial();
        arguments[i] = parse(key, String.valueOf(value).strip(), valueType, setting);
      }
    }
    return construct(type, components, arguments);
  }

  private static Object parse(String key, String text, Class<?> type, Setting setting) {
    try {
      if (type == boolean.class && (text.equals("true") || text.equals("false"))) {
        return Boolean.valueOf(text);
      }
      if (type.isEnum()) {
        return choice(text, type);
      }
      if (type == Interval.class) {
        return Interval.parse(text);
      }
      if (type == int.class) {
        return (int) inRange(Integer.parseInt(text), setting);
      }
      if (type == long.class) {
        return Long.parseLong(text);
      }
      if (type == double.class && DECIMAL.matcher(text).matches()) {
        return inRange(Double.parseDouble(text), setting);
      }
      throw new IllegalArgumentException(text);
    } catch (IllegalArgumentException _) {
      throw new ConfigException(
          key,
          "%s = %s: expected %s (%s)"
              .formatted(key, text, allowed(type, setting), setting.about()));
    }
  }

  private static Object choice(String text, Class<?> type) {
    for (Object choice : type.getEnumConstants()) {
      if (kebab((Enum<?>) choice).equals(text)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(text);
  }

  private static double inRange(double value, Setting setting) {
    if (value >= setting.min() && value <= setting.max()) {
      return value;
    }
    throw new IllegalArgumentException("out of range");
  }

  private static String allowed(Class<?> type, Setting setting) {
    if (type == boolean.class) {
      return "true or false";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(choice -> kebab((Enum<?>) choice))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == long.class) {
      return "a whole number";
    }
    if (type == Interval.class) {
      return Interval.ALLOWED;
    }
    String kind = type == int.class ? "a whole number" : "a number";
    String from = plain(setting.min());
    return setting.max() == Double.MAX_VALUE
        ? kind + " of at least " + from
        : kind + " from " + from + " to " + plain(setting.max());
  }

  private static String plain(double value) {
    BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
    return decimal.scale() <= 0 ? decimal.toPlainString() : decimal.toString();
  }

  private static ConfigException unknown(String key, List<String> known) {
    List<String> inside = known.stream().filter(name -> name.startsWith(key + ".")).toList();
    String message =
        inside.isEmpty()
            ? "unknown configuration key '%s'; did you mean '%s'?"
                .formatted(key, Closest.to(key, known))
            : "'%s' is a section, not a key; its keys are %s"
                .formatted(key, String.join(", ", inside));
    return new ConfigException(key, message);
  }

  /** {@code learningRate} becomes {@code learning-rate}. */
  private static String kebab(String camel) {
    return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static String kebab(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object read(Record settings, RecordComponent component) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static <T> T construct(Class<T> type, RecordComponent[] components, Object[] arguments) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("cannot construct " + type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + type, e);
    }
  }
}
