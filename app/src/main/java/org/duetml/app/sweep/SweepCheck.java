package org.duetml.app.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.duetml.app.UsageException;
import org.duetml.app.file.YamlFile.Entry;
import org.duetml.app.file.YamlFile.Leaf;
import org.duetml.config.ConfigException;
import org.duetml.data.DataSource;

/**
 * Finds what cannot be in a request before anything runs, and says where it was written. A
 * combination whose values only do not go together is no mistake of the request: it fails alone.
 */
final class SweepCheck {
  private static final int MOST_CELLS = 10_000;

  private final SweepRequest request;
  private final Function<String, DataSource> data;

  SweepCheck(SweepRequest request, Function<String, DataSource> data) {
    this.request = request;
    this.data = data;
  }

  /** The keys, apart from whether the configuration knows them, and the lists behind them. */
  void keys() {
    Map<String, String> origins = new LinkedHashMap<>();
    request.set().forEach((key, entry) -> origins.put(key, entry.origin()));
    for (Map.Entry<String, Leaf> axis : request.grid().entrySet()) {
      Leaf leaf = axis.getValue();
      String earlier = origins.putIfAbsent(axis.getKey(), leaf.origin());
      if (earlier != null) {
        throw new UsageException(
            "%s: '%s' is in the grid and set at %s; expected one of both"
                .formatted(leaf.origin(), axis.getKey(), earlier));
      }
      distinct(axis.getKey(), leaf);
    }
    refuse(origins, "seed", "several trainings have several seeds; write seeds");
    refuse(origins, "threads", "every cell has one thread; choose how many run with --jobs");
    if (!origins.containsKey(SweepRequest.DATA)) {
      throw new UsageException(
          "no data to learn; name them, for example duet sweep 8gaussians --grid gcd.tau=0,0.1");
    }
  }

  private static void refuse(Map<String, String> origins, String key, String mend) {
    if (origins.containsKey(key)) {
      throw new UsageException("%s: '%s': %s".formatted(origins.get(key), key, mend));
    }
  }

  private static void distinct(String key, Leaf leaf) {
    if (leaf.entries().isEmpty()) {
      throw new UsageException("%s: %s: expected at least one value".formatted(leaf.origin(), key));
    }
    Set<String> seen = new HashSet<>();
    for (Entry entry : leaf.entries()) {
      if (!seen.add(entry.value().strip())) {
        throw new UsageException(
            "%s: %s: %s is there twice".formatted(entry.origin(), key, entry.value().strip()));
      }
    }
  }

  /** The seeds: 0, 1, 2, ... for a number of them; one if nothing was asked for. */
  List<Long> seeds() {
    if (request.seeds().isEmpty()) {
      return List.of(0L);
    }
    Leaf leaf = request.seeds().get();
    distinct(SweepRequest.SEEDS, leaf);
    List<Long> numbers = leaf.entries().stream().map(SweepCheck::seed).toList();
    if (leaf.list()) {
      return numbers;
    }
    long count = numbers.getFirst();
    if (count < 1 || count > MOST_CELLS) {
      throw new UsageException(
          "%s: seeds = %d: expected from 1 to %d seeds, or a list of them"
              .formatted(leaf.origin(), count, MOST_CELLS));
    }
    return LongStream.range(0, count).boxed().toList();
  }

  private static long seed(Entry entry) {
    try {
      return Long.parseLong(entry.value().strip());
    } catch (NumberFormatException _) {
      throw new UsageException(
          "%s: seeds = %s: expected a whole number of seeds, or a list of seeds"
              .formatted(entry.origin(), entry.value()));
    }
  }

  /** A grid grows fast. */
  void size(SweepPlan plan) {
    double cells = plan.seeds().size();
    for (List<String> values : plan.grid().values()) {
      cells *= values.size();
    }
    if (cells > MOST_CELLS) {
      throw new UsageException(
          "the sweep has %.0f cells; expected at most %d: take fewer values or seeds"
              .formatted(cells, MOST_CELLS));
    }
  }

  /** Data, and every value that no combination accepts. */
  void values(SweepPlan plan) {
    Optional.ofNullable(request.set().get(SweepRequest.DATA)).ifPresent(this::data);
    Optional.ofNullable(request.grid().get(SweepRequest.DATA))
        .ifPresent(leaf -> leaf.entries().forEach(this::data));
    Map<Map<String, String>, Optional<ConfigException>> failures = new LinkedHashMap<>();
    plan.points().forEach(point -> failures.put(point, failure(point)));
    requireOneGood(failures);
    for (Map.Entry<String, List<String>> axis : plan.grid().entrySet()) {
      for (String value : axis.getValue()) {
        Map<Map<String, String>, Optional<ConfigException>> having = new LinkedHashMap<>(failures);
        having.keySet().removeIf(point -> !point.get(axis.getKey()).equals(value));
        requireOneGood(having);
      }
    }
  }

  private void data(Entry entry) {
    try {
      data.apply(entry.value().strip());
    } catch (UsageException e) {
      throw new UsageException(prefix(entry.origin()) + e.getMessage());
    }
  }

  /** What the command line names by its position has no origin. */
  private static String prefix(String origin) {
    return origin.isEmpty() ? "" : origin + ": ";
  }

  private static Optional<ConfigException> failure(Map<String, String> point) {
    try {
      SweepPlan.config(point, 0);
      return Optional.empty();
    } catch (ConfigException e) {
      return Optional.of(e);
    }
  }

  private void requireOneGood(Map<Map<String, String>, Optional<ConfigException>> failures) {
    if (failures.values().stream().allMatch(Optional::isPresent)) {
      Map.Entry<Map<String, String>, Optional<ConfigException>> first =
          failures.entrySet().iterator().next();
      ConfigException failure = first.getValue().orElseThrow();
      Optional<String> origin = failure.key().flatMap(key -> origin(key, first.getKey()));
      throw new ConfigException(
          failure.key().orElse(null),
          origin.map(SweepCheck::prefix).orElse("") + failure.getMessage());
    }
  }

  private Optional<String> origin(String key, Map<String, String> point) {
    List<Entry> written = new ArrayList<>();
    Optional.ofNullable(request.set().get(key)).ifPresent(written::add);
    Optional.ofNullable(request.grid().get(key)).ifPresent(leaf -> written.addAll(leaf.entries()));
    return written.stream()
        .filter(entry -> entry.value().strip().equals(point.get(key)))
        .map(Entry::origin)
        .findFirst();
  }
}
