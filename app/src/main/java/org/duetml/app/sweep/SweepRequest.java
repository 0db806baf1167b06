package org.duetml.app.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duetml.app.file.YamlFile;
import org.duetml.app.file.YamlFile.Entry;
import org.duetml.app.file.YamlFile.Leaf;
import org.duetml.config.Closest;
import org.duetml.config.ConfigException;

/**
 * What a user asked a sweep for, with the places where it was written. Nothing is checked yet: that
 * is done by {@link SweepPlan#of}.
 *
 * @param seeds a number of seeds or a list of them
 * @param set one value for every cell, by key: configuration keys and {@code data}
 * @param grid the values to combine, by key: configuration keys and {@code data}
 */
public record SweepRequest(Optional<Leaf> seeds, Map<String, Entry> set, Map<String, Leaf> grid) {
  /** The key that names what is learned; it stands beside the configuration keys. */
  public static final String DATA = "data";

  static final String SEEDS = "seeds";
  static final String SET = "set";
  static final String GRID = "grid";

  private static final String EXPECTED = "keys and values, such as 'grid: {gcd.tau: [0, 0.1]}'";

  /** Copies the maps. */
  public SweepRequest {
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    grid = Collections.unmodifiableMap(new LinkedHashMap<>(grid));
  }

  /**
   * Reads a sweep's file: {@code data}, {@code seeds}, {@code set} and {@code grid}.
   *
   * @param file YAML in UTF-8
   * @return what it asks for
   * @throws ConfigException if it holds anything else; the message begins with file, line, column
   * @throws IOException if it cannot be read
   */
  public static SweepRequest read(Path file) throws IOException {
    Optional<Leaf> seeds = Optional.empty();
    Map<String, Entry> set = new LinkedHashMap<>();
    Map<String, Leaf> grid = new LinkedHashMap<>();
    for (Map.Entry<String, Leaf> written : YamlFile.read(file, EXPECTED).entrySet()) {
      String key = written.getKey();
      Leaf leaf = written.getValue();
      if (key.equals(SEEDS)) {
        seeds = Optional.of(leaf);
      } else if (key.equals(DATA)) {
        set.put(DATA, single(DATA, leaf));
      } else if (key.startsWith(SET + ".")) {
        String inside = key.substring(SET.length() + 1);
        set.put(inside, single(inside, leaf));
      } else if (key.startsWith(GRID + ".")) {
        grid.put(key.substring(GRID.length() + 1), leaf);
      } else {
        throw unknown(key, leaf);
      }
    }
    return new SweepRequest(seeds, set, grid);
  }

  private static Entry single(String key, Leaf leaf) {
    if (leaf.list()) {
      throw new ConfigException(
          key,
          "%s: %s: expected a single value; several values go into grid"
              .formatted(leaf.origin(), key));
    }
    return leaf.entries().getFirst();
  }

  private static ConfigException unknown(String key, Leaf leaf) {
    List<String> known = List.of(DATA, SEEDS, SET, GRID);
    String first = key.replaceFirst("\\..*", "");
    String mend =
        known.contains(first)
            ? "expected keys inside '%s', such as 'gcd.tau'".formatted(first)
            : "did you mean '%s'? There are %s"
                .formatted(Closest.to(first, known), String.join(", ", known));
    return new ConfigException(
        key, "%s: unknown key '%s'; %s".formatted(leaf.origin(), first, mend));
  }

  /**
   * This request with the changes of another one, which wins: a key that is set there is no longer
   * in the grid, and the other way round.
   *
   * @param later the changes
   * @return a new request
   */
  public SweepRequest with(SweepRequest later) {
    Map<String, Entry> mergedSet = new LinkedHashMap<>(set);
    mergedSet.keySet().removeAll(later.grid.keySet());
    mergedSet.putAll(later.set);
    Map<String, Leaf> mergedGrid = new LinkedHashMap<>(grid);
    mergedGrid.keySet().removeAll(later.set.keySet());
    mergedGrid.putAll(later.grid);
    return new SweepRequest(later.seeds.or(() -> seeds), mergedSet, mergedGrid);
  }
}
