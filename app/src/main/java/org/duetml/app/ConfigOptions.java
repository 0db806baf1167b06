package org.duetml.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.app.file.ConfigYaml;
import org.duetml.app.file.YamlFile.Entry;
import org.duetml.config.ConfigException;
import org.duetml.config.DuetConfig;
import picocli.CommandLine.Option;

/** The options that change the configuration. */
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Read configuration keys from a YAML file; duet config prints one.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set one configuration key, for example gcd.tau=0.1; can be repeated.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides every random number of the run (the key seed).")
  private String seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads, 0 for all cores (the key threads).")
  private String threads;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Iterations of the game (the key gcd.iterations).")
  private String iterations;

  /** Whether the user gave one of them. */
  boolean isEmpty() {
    return file == null
        && assignments.isEmpty()
        && seed == null
        && threads == null
        && iterations == null;
  }

  /**
   * A configuration with the user's changes: the file's, then those of {@code --set}, then those of
   * the options with names of their own.
   *
   * @param base what the user's changes start from
   * @return the changed configuration
   * @throws ConfigException for an unknown key or an impossible value; the message says where the
   *     user wrote it
   * @throws IOException if the file cannot be read
   */
  DuetConfig applyTo(DuetConfig base) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    if (file != null) {
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new UsageException(
            "--config %s: no file that can be read; duet config prints one".formatted(file));
      }
      entries.putAll(ConfigYaml.read(file));
    }
    for (String text : assignments) {
      Assignment assignment = Assignment.of("--set", text, "gcd.tau=0.1");
      entries.put(assignment.key(), new Entry(assignment.value(), "--set"));
    }
    putIfGiven(entries, "seed", seed, "--seed");
    putIfGiven(entries, "threads", threads, "--threads");
    putIfGiven(entries, "gcd.iterations", iterations, "--iterations");
    return change(base, entries);
  }

  private static void putIfGiven(
      Map<String, Entry> entries, String key, String value, String option) {
    if (value != null) {
      entries.put(key, new Entry(value, option));
    }
  }

  private static DuetConfig change(DuetConfig base, Map<String, Entry> entries) {
    Map<String, String> values = new LinkedHashMap<>();
    entries.forEach((key, entry) -> values.put(key, entry.value()));
    try {
      return base.with(values);
    } catch (ConfigException e) {
      Entry entry = e.key().map(entries::get).orElse(null);
      if (entry == null) {
        throw e;
      }
      String key = e.key().orElseThrow();
      throw new ConfigException(key, entry.origin() + ": " + e.getMessage());
    }
  }
}
