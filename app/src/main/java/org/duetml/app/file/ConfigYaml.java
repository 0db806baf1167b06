package org.duetml.app.file;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.config.ConfigException;
import org.duetml.config.DuetConfig;
import org.duetml.config.SettingInfo;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Configurations as YAML files. Keys are nested ({@code gcd:} over {@code tau: 0.1}), dotted
 * ({@code gcd.tau: 0.1}) or both.
 */
public final class ConfigYaml {
  /** No configuration nests deeper; a file that refers to itself would nest without end. */
  private static final int MAX_DEPTH = 10;

  private final Path file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private ConfigYaml(Path file) {
    this.file = file;
  }

  /**
   * One value a user wrote.
   *
   * @param value as written
   * @param origin where: an option, or file, line and column
   */
  public record Entry(String value, String origin) {}

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
    ConfigYaml reader = new ConfigYaml(file);
    reader.collect(compose(file), "", 0);
    return reader.entries;
  }

  private static Node compose(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
    } catch (MarkedYAMLException e) {
      throw new ConfigException(
          "%s: %s; expected YAML such as 'gcd.tau: 0.1'"
              .formatted(place(file, e.getProblemMark()), e.getProblem()));
    } catch (YAMLException e) {
      throw new ConfigException("%s: is no YAML: %s".formatted(file, e.getMessage()));
    } catch (CharacterCodingException _) {
      throw new ConfigException("%s: is no text in UTF-8; expected a YAML file".formatted(file));
    }
  }

  private void collect(Node node, String prefix, int depth) {
    switch (node) {
      case null -> {}
      case MappingNode mapping when depth < MAX_DEPTH -> {
        for (NodeTuple tuple : mapping.getValue()) {
          collect(tuple, prefix, depth);
        }
      }
      case ScalarNode scalar when depth > 0 -> put(prefix, scalar);
      default ->
          throw new ConfigException(
              "%s: expected keys and single values, such as 'gcd.tau: 0.1'"
                  .formatted(place(file, node.getStartMark())));
    }
  }

  private void collect(NodeTuple tuple, String prefix, int depth) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      throw new ConfigException(
          "%s: expected the name of a key"
              .formatted(place(file, tuple.getKeyNode().getStartMark())));
    }
    String name = prefix.isEmpty() ? key.getValue() : prefix + "." + key.getValue();
    collect(tuple.getValueNode(), name, depth + 1);
  }

  private void put(String key, ScalarNode scalar) {
    String origin = place(file, scalar.getStartMark());
    Entry earlier = entries.putIfAbsent(key, new Entry(scalar.getValue(), origin));
    if (earlier != null) {
      throw new ConfigException(
          key, "%s: '%s' is set already at %s".formatted(origin, key, earlier.origin()));
    }
  }

  /** Lines and columns count from 1, as editors show them. */
  private static String place(Path file, Mark mark) {
    return "%s:%d:%d".formatted(file, mark.getLine() + 1, mark.getColumn() + 1);
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
