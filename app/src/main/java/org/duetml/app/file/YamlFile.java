package org.duetml.app.file;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.config.ConfigException;
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
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads YAML files of keys with values, and remembers where each stands. Keys are nested ({@code
 * gcd:} over {@code tau: 0.1}), dotted ({@code gcd.tau: 0.1}) or both.
 */
public final class YamlFile {
  /** No file of ours nests deeper; one that refers to itself would nest without end. */
  private static final int MAX_DEPTH = 10;

  /** Far more than there are; names that stand for one another could make millions of a few. */
  private static final int MOST_KEYS = 10_000;

  private final Path file;
  private final String expected;
  private final Map<String, Leaf> leaves = new LinkedHashMap<>();

  private YamlFile(Path file, String expected) {
    this.file = file;
    this.expected = expected;
  }

  /**
   * One value a user wrote.
   *
   * @param value as written
   * @param origin where: an option, or file, line and column
   */
  public record Entry(String value, String origin) {}

  /**
   * What a user wrote for one key.
   *
   * @param entries one value, or those of a list
   * @param list whether it is a list, which may have one value only
   * @param origin where it begins: an option, or file, line and column
   */
  public record Leaf(List<Entry> entries, boolean list, String origin) {
    /** Copies the values. */
    public Leaf {
      entries = List.copyOf(entries);
    }

    /**
     * A single value.
     *
     * @param entry the value
     * @return no list
     */
    public static Leaf of(Entry entry) {
      return new Leaf(List.of(entry), false, entry.origin());
    }
  }

  /**
   * Reads a file.
   *
   * @param file YAML in UTF-8
   * @param expected what may stand in it, with an example, for error messages
   * @return what was written, by dotted key, in the file's order; keys and values are not checked
   *     yet
   * @throws ConfigException if it is no YAML or holds anything but keys, values and lists of them;
   *     the message begins with file, line and column
   * @throws IOException if it cannot be read
   */
  public static Map<String, Leaf> read(Path file, String expected) throws IOException {
    YamlFile reader = new YamlFile(file, expected);
    reader.collect(reader.compose(), "", 0);
    return reader.leaves;
  }

  private Node compose() throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
    } catch (MarkedYAMLException e) {
      throw new ConfigException(
          "%s: %s; expected %s".formatted(place(e.getProblemMark()), e.getProblem(), expected));
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
      case ScalarNode scalar when depth > 0 -> put(prefix, Leaf.of(entry(scalar)));
      case SequenceNode sequence when depth > 0 -> put(prefix, list(sequence));
      default -> throw unexpected(node);
    }
  }

  private void collect(NodeTuple tuple, String prefix, int depth) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      throw new ConfigException(
          "%s: expected the name of a key".formatted(place(tuple.getKeyNode().getStartMark())));
    }
    String name = prefix.isEmpty() ? key.getValue() : prefix + "." + key.getValue();
    collect(tuple.getValueNode(), name, depth + 1);
  }

  private Leaf list(SequenceNode sequence) {
    List<Entry> entries = new ArrayList<>();
    for (Node node : sequence.getValue()) {
      if (!(node instanceof ScalarNode scalar)) {
        throw unexpected(node);
      }
      entries.add(entry(scalar));
    }
    return new Leaf(entries, true, place(sequence.getStartMark()));
  }

  private ConfigException unexpected(Node node) {
    return new ConfigException("%s: expected %s".formatted(place(node.getStartMark()), expected));
  }

  private Entry entry(ScalarNode scalar) {
    return new Entry(scalar.getValue(), place(scalar.getStartMark()));
  }

  private void put(String key, Leaf leaf) {
    if (leaves.size() == MOST_KEYS) {
      throw new ConfigException(
          "%s: more than %d keys; expected %s".formatted(leaf.origin(), MOST_KEYS, expected));
    }
    Leaf earlier = leaves.putIfAbsent(key, leaf);
    if (earlier != null) {
      throw new ConfigException(
          key, "%s: '%s' is set already at %s".formatted(leaf.origin(), key, earlier.origin()));
    }
  }

  /** Lines and columns count from 1, as editors show them. */
  private String place(Mark mark) {
    return "%s:%d:%d".formatted(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
