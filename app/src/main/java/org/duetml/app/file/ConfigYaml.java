package org.duetml.app.file;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.app.file.YamlFile.Entry;
import org.duetml.app.file.YamlFile.Leaf;
import org.duetml.config.ConfigException;
import org.duetml.config.DuetConfig;
import org.duetml.config.SettingInfo;

/** Configurations as YAML files. */
public final class ConfigYaml {
  private static final String EXPECTED = "keys and single values, such as 'gcd.tau: 0.1'";

  private ConfigYaml() {}

  /**
   * Reads a file.
   *
   * @param file YAML in UTF-8
   * @return the values by dotted key, in the file's order; keys and values are not checked yet
   * @throws ConfigException if it is no YAML or holds anything but keys and single values; the
   *     message begins with file, line and column
   * @throws IOException if it cannot be read
   */
  public static Map<String, Entry> read(Path file) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    YamlFile.read(file, EXPECTED).forEach((key, leaf) -> entries.put(key, single(leaf)));
    return entries;
  }

  private static Entry single(Leaf leaf) {
    if (leaf.list()) {
      throw new ConfigException("%s: expected %s".formatted(leaf.origin(), EXPECTED));
    }
    return leaf.entries().getFirst();
  }

  /**
   * A configuration as a commented file that {@link #read} accepts.
   *
   * @param config what to write
   * @return YAML: every key with its value, and as comments its meaning, default and allowed values
   */
  public static String write(DuetConfig config) {
    StringBuilder text = new StringBuilder();
    text.append("# A configuration of Duet. Keys that are left out keep their defaults.\n\n");
    Map<String, Object> values = config.toMap();
    String section = "";
    for (SettingInfo setting : DuetConfig.settings()) {
      int dot = setting.key().lastIndexOf('.') + 1;
      String prefix = setting.key().substring(0, dot);
      if (!prefix.equals(section)) {
        text.append('\n').append(prefix, 0, dot - 1).append(":\n");
        section = prefix;
      }
      for (String line : lines(setting, setting.key().substring(dot), values)) {
        text.append(dot == 0 ? "" : "  ").append(line).append('\n');
      }
    }
    return text.toString();
  }

  private static List<String> lines(SettingInfo setting, String name, Map<String, Object> values) {
    return List.of(
        "# " + setting.about(),
        "# (" + setting.allowed() + "; default " + setting.initial() + ")",
        name + ": " + text(values.get(setting.key())));
  }

  /**
   * A value as people write it: 5 and 0.00003, not 5.0 and 3.0E-5.
   *
   * @param value of a configuration
   * @return its text, which reads back to the same value
   */
  public static String text(Object value) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : value.toString();
  }
}
