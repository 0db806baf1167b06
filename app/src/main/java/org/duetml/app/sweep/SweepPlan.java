package org.duetml.app.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.duetml.app.UsageException;
import org.duetml.app.file.YamlFile.Entry;
import org.duetml.config.ConfigException;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;

/**
 * What a sweep measures: every combination of the grid's values, each with every seed.
 *
 * @param set one value for every cell, by key; the key {@code data} names what is learned
 * @param grid the values to combine, by key
 * @param seeds of the trainings, no two the same
 */
public record SweepPlan(Map<String, String> set, Map<String, List<String>> grid, List<Long> seeds) {
  /** Texts that YAML reads back as they are. */
  private static final Pattern PLAIN_YAML = Pattern.compile("[A-Za-z0-9./+_-]+");

  /** Copies. */
  public SweepPlan {
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    grid = Collections.unmodifiableMap(new LinkedHashMap<>(grid));
    seeds = List.copyOf(seeds);
  }

  /**
   * Checks what a user asked for.
   *
   * @param request what it is
   * @param data finds data by name; throws {@link UsageException} for a name it does not know
   * @return the plan
   * @throws UsageException for seeds, data or a grid that cannot be
   * @throws ConfigException for an unknown key, or a value that no combination of the grid accepts;
   *     the message says where it was written
   */
  public static SweepPlan of(SweepRequest request, Function<String, DataSource> data) {
    SweepCheck check = new SweepCheck(request, data);
    check.keys();
    Map<String, String> set = new LinkedHashMap<>();
    request.set().forEach((key, entry) -> set.put(key, entry.value().strip()));
    Map<String, List<String>> grid = new LinkedHashMap<>();
    request.grid().forEach((key, leaf) -> grid.put(key, values(leaf.entries())));
    SweepPlan plan = new SweepPlan(set, grid, check.seeds());
    check.size(plan);
    check.values(plan);
    return plan;
  }

  private static List<String> values(List<Entry> entries) {
    return entries.stream().map(entry -> entry.value().strip()).toList();
  }

  /**
   * The combinations.
   *
   * @return for each its values by key, those of {@code set} included; the last key of the grid
   *     changes fastest
   */
  public List<Map<String, String>> points() {
    List<Map<String, String>> points = List.of(set);
    for (Map.Entry<String, List<String>> axis : grid.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> point : points) {
        for (String value : axis.getValue()) {
          Map<String, String> next = new LinkedHashMap<>(point);
          next.put(axis.getKey(), value);
          longer.add(next);
        }
      }
      points = longer;
    }
    return points;
  }

  /**
   * What tells a combination from the others.
   *
   * @param point one of {@link #points()}
   * @return for example {@code gcd.tau=0.1 gcd.steps=3}; the data where there is no grid
   */
  public String label(Map<String, String> point) {
    return grid.isEmpty()
        ? point.get(SweepRequest.DATA)
        : grid.keySet().stream()
            .map(key -> key + "=" + point.get(key))
            .collect(Collectors.joining(" "));
  }

  /**
   * The configuration of a combination. One thread: cells share the cores among them.
   *
   * @param point one of {@link #points()}
   * @param seed of the training
   * @return the configuration
   * @throws ConfigException for an unknown key, a wrong type or an impossible value
   */
  public static DuetConfig config(Map<String, String> point, long seed) {
    Map<String, Object> values = new LinkedHashMap<>(point);
    values.remove(SweepRequest.DATA);
    values.put("seed", seed);
    values.put("threads", 1);
    return DuetConfig.of(values);
  }

  /**
   * Twice as many seeds, these included.
   *
   * @return as the option {@code --seeds} takes them
   */
  public String moreSeeds() {
    int count = seeds.size();
    if (seeds.equals(LongStream.range(0, count).boxed().toList())) {
      return String.valueOf(2 * count);
    }
    long next = Collections.max(seeds) + 1;
    return LongStream.concat(
            seeds.stream().mapToLong(Long::longValue), LongStream.range(next, next + count))
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(","));
  }

  /**
   * The plan as a file that {@link SweepRequest#read} accepts.
   *
   * @return YAML
   */
  public String yaml() {
    StringBuilder text = new StringBuilder("# A sweep of Duet.\n");
    Map<String, String> rest = new LinkedHashMap<>(set);
    String data = rest.remove(SweepRequest.DATA);
    if (data != null) {
      text.append("data: ").append(scalar(data)).append('\n');
    }
    text.append("seeds: ").append(seeds).append('\n');
    section(text, SweepRequest.SET, rest, SweepPlan::scalar);
    section(text, SweepRequest.GRID, grid, SweepPlan::list);
    return text.toString();
  }

  private static <T> void section(
      StringBuilder text, String name, Map<String, T> members, Function<T, String> write) {
    if (!members.isEmpty()) {
      text.append(name).append(":\n");
      members.forEach(
          (key, value) ->
              text.append("  ").append(key).append(": ").append(write.apply(value)).append('\n'));
    }
  }

  private static String list(List<String> values) {
    StringJoiner joiner = new StringJoiner(", ", "[", "]");
    values.forEach(value -> joiner.add(scalar(value)));
    return joiner.toString();
  }

  private static String scalar(String value) {
    return PLAIN_YAML.matcher(value).matches() ? value : "'" + value.replace("'", "''") + "'";
  }
}
