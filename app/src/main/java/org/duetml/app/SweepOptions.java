package org.duetml.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.duetml.app.file.YamlFile.Entry;
import org.duetml.app.file.YamlFile.Leaf;
import org.duetml.app.sweep.SweepRequest;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say what a sweep measures. */
final class SweepOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "DATA|FILE",
      completionCandidates = DataArgument.Names.class,
      description = {
        "What to learn (${COMPLETION-CANDIDATES}), or a sweep as a YAML file with the keys data,"
            + " seeds, set and grid; options change what it says."
      })
  private String what;

  @Option(
      names = {"-g", "--grid"},
      paramLabel = "KEY=V,V,...",
      description = "Values to combine of one configuration key, or of data; can be repeated.")
  private List<String> grid = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "N|S,S,...",
      description = "How many seeds (0, 1, 2, ...), or which. Default: one.")
  private String seeds;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set one configuration key in all cells; can be repeated.")
  private List<String> assignments = new ArrayList<>();

  /**
   * What the user asked for: the file, then the options, which win.
   *
   * @return not checked yet
   * @throws IOException if the file cannot be read
   */
  SweepRequest request() throws IOException {
    Map<String, Entry> set = new LinkedHashMap<>();
    Optional<SweepRequest> file = Optional.empty();
    if (what != null && isYaml(what)) {
      file = Optional.of(read(Path.of(what)));
    } else if (what != null) {
      // Its own message says that it is DATA.
      set.put(SweepRequest.DATA, new Entry(what, ""));
    }
    for (String text : assignments) {
      Assignment assignment = Assignment.of("--set", text, "gcd.tau=0.1");
      set.put(assignment.key(), new Entry(assignment.value(), "--set"));
    }
    Optional<Leaf> seedsLeaf = Optional.ofNullable(seeds).map(text -> leaf(text, "--seeds"));
    SweepRequest typed = new SweepRequest(seedsLeaf, set, gridLeaves());
    return file.map(request -> request.with(typed)).orElse(typed);
  }

  private static boolean isYaml(String text) {
    return text.endsWith(".yaml") || text.endsWith(".yml");
  }

  private static SweepRequest read(Path file) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new UsageException(
          "%s: no file that can be read; expected YAML with the keys data, seeds, set, grid"
              .formatted(file));
    }
    return SweepRequest.read(file);
  }

  private Map<String, Leaf> gridLeaves() {
    Map<String, Leaf> leaves = new LinkedHashMap<>();
    for (String text : grid) {
      Assignment assignment = Assignment.of("--grid", text, "gcd.tau=0,0.1");
      Leaf leaf = leaf(assignment.value(), "--grid");
      if (leaves.put(assignment.key(), leaf) != null) {
        throw new UsageException(
            "--grid %s: is there twice; write all values of a key behind one --grid"
                .formatted(assignment.key()));
      }
    }
    return leaves;
  }

  /** Values with commas between them; one value is no list. */
  private static Leaf leaf(String text, String origin) {
    List<Entry> entries =
        Stream.of(text.split(",", -1)).map(value -> new Entry(value.strip(), origin)).toList();
    return new Leaf(entries, entries.size() > 1, origin);
  }
}
