package org.duetml.app.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duetml.app.file.YamlFile.Entry;
import org.duetml.app.file.YamlFile.Leaf;
import org.duetml.config.DuetConfig;
import org.duetml.data.Distributions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepPlanTest {
  @TempDir private Path folder;

  @Test
  void everyCombinationIsThereOnceWithTheLastKeyFastest() throws IOException {
    SweepPlan plan =
        plan(
            """
            data: moons
            seeds: [7, 3]
            set: {gcd: {iterations: 10}}
            grid:
              gcd.tau: [0, 0.1]
              gcd: {steps: [2, 3]}
            """);
    assertEquals(
        List.of(
            "gcd.tau=0 gcd.steps=2",
            "gcd.tau=0 gcd.steps=3",
            "gcd.tau=0.1 gcd.steps=2",
            "gcd.tau=0.1 gcd.steps=3"),
        plan.points().stream().map(plan::label).toList());
    assertEquals(List.of(7L, 3L), plan.seeds());
    assertEquals(
        Map.of("data", "moons", "gcd.iterations", "10", "gcd.tau", "0.1", "gcd.steps", "2"),
        plan.points().get(2));
  }

  @Test
  void withoutAGridThereAreOnlySeeds() throws IOException {
    SweepPlan plan = plan("data: moons\nseeds: 3\n");
    assertEquals(List.of(Map.of("data", "moons")), plan.points());
    assertEquals(List.of(0L, 1L, 2L), plan.seeds());
    assertEquals("moons", plan.label(plan.points().getFirst()));
    assertEquals(List.of(0L), plan("data: moons\n").seeds());
    assertEquals(List.of(5L), plan("data: moons\nseeds: [5]\n").seeds(), "one, but a list");
  }

  @Test
  void moreSeedsBeginWithThoseThereAre() {
    assertEquals("4", new SweepPlan(Map.of(), Map.of(), List.of(0L, 1L)).moreSeeds());
    assertEquals("7,3,8,9", new SweepPlan(Map.of(), Map.of(), List.of(7L, 3L)).moreSeeds());
  }

  @Test
  void aCellHasOneThreadAndItsSeed() {
    DuetConfig config = SweepPlan.config(Map.of("data", "moons", "gcd.tau", "0.25"), 9);
    assertEquals(DuetConfig.of(Map.of("seed", 9, "threads", 1, "gcd.tau", 0.25)), config);
  }

  @Test
  void aPlanIsReadBackAsItWas() throws IOException {
    Map<String, List<String>> grid = new LinkedHashMap<>();
    grid.put("gcd.tau", List.of("0", "1e-3"));
    grid.put("gcd.sampler-step", List.of("ppo", "value-gradient"));
    Map<String, String> set = new LinkedHashMap<>();
    set.put("data", "moons");
    set.put("gcd.clip", "5");
    SweepPlan plan = new SweepPlan(set, grid, List.of(3L, -1L));
    assertEquals(plan, plan(plan.yaml()));
  }

  @Test
  void namesThatYamlWouldReadOtherwiseAreQuoted() throws IOException {
    String name = "it's: my #1 \"data\", [x].csv";
    SweepPlan plan = new SweepPlan(Map.of("data", name), Map.of(), List.of(0L));
    Path file = Files.writeString(folder.resolve("sweep.yaml"), plan.yaml());
    assertEquals(name, SweepRequest.read(file).set().get("data").value());
  }

  @Test
  void laterRequestsWin() {
    SweepRequest file =
        new SweepRequest(
            Optional.of(leaf("5")),
            Map.of("data", entry("moons"), "gcd.tau", entry("1")),
            Map.of("gcd.steps", leaf("2", "3"), "gcd.clip", leaf("1", "2")));
    SweepRequest typed =
        new SweepRequest(
            Optional.empty(),
            Map.of("gcd.steps", entry("4")),
            Map.of("gcd.tau", leaf("0", "1"), "gcd.clip", leaf("3")));
    SweepRequest both = file.with(typed);
    assertEquals(Optional.of(leaf("5")), both.seeds());
    assertEquals(Map.of("data", entry("moons"), "gcd.steps", entry("4")), both.set());
    assertEquals(Map.of("gcd.tau", leaf("0", "1"), "gcd.clip", leaf("3")), both.grid());
    SweepRequest seeds = new SweepRequest(Optional.of(leaf("9")), Map.of(), Map.of());
    assertEquals(Optional.of(leaf("9")), both.with(seeds).seeds());
  }

  private SweepPlan plan(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("sweep.yaml"), yaml);
    return SweepPlan.of(SweepRequest.read(file), Distributions::named);
  }

  private static Entry entry(String value) {
    return new Entry(value, "here");
  }

  private static Leaf leaf(String... values) {
    return new Leaf(
        List.of(values).stream().map(SweepPlanTest::entry).toList(), values.length > 1, "here");
  }
}
