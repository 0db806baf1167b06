package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duetml.app.experiment.Statistic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One tiny sweep of which one combination cannot be, what it leaves and how it goes on. */
class SweepCommandTest {
  private static final String GRID =
      """
      grid:
        sampler.sigma-min: [0.01, 0.6]
        sampler.sigma-max: [0.5, 1.5]
      """;

  @TempDir private static Path folder;

  private static Path file;
  private static Path out;
  private static Outcome outcome;

  @BeforeAll
  static void sweep() throws IOException {
    String text = "data: 8gaussians\nseeds: 2\nset:\n" + TinyRun.CONFIG.indent(2) + GRID;
    file = Files.writeString(folder.resolve("my.yaml"), text);
    out = folder.resolve("sweep");
    outcome = sweep(out, "--jobs", "2");
  }

  @Test
  void itEndsWithTheTableTheBestAndWhatToTryNext() {
    List<String> lines = outcome.out().lines().toList();
    assertTrue(lines.get(1).startsWith("sampler.sigma-min  sampler.sigma-max  "), outcome.out());
    assertTrue(lines.get(1).endsWith("failed"), outcome.out());
    assertTrue(
        lines.get(3).matches("0\\.01 +0\\.5 +\\d\\.\\d{4} \\+- \\d\\.\\d{4} .* 0 of 2"),
        outcome.out());
    assertTrue(lines.get(5).matches("0\\.6 +0\\.5( +-)+ +2 of 2"), outcome.out());
    assertTrue(outcome.out().contains("\nBest: sampler.sigma-min=0"), outcome.out());
    assertTrue(outcome.out().contains("\n  duet train 8gaussians --set sampler.width=16 "));
    assertTrue(outcome.out().contains("Everything is in " + out + "\n"), outcome.out());
    assertTrue(outcome.out().endsWith("--out " + out + " --seeds 4\n"), outcome.out());
  }

  @Test
  void aFailedCellIsReportedAndDoesNotStopTheOthers() {
    assertEquals(1, outcome.exitCode());
    String failure =
        "sampler.sigma-min=0.6 sampler.sigma-max=0.5, seed 1:"
            + " sampler.sigma-min = 0.6: expected less than sampler.sigma-max = 0.5";
    List<String> lines = outcome.err().lines().toList();
    assertTrue(lines.contains(failure), outcome.err());
    assertEquals(
        "duet sweep: 2 of 8 cells failed; to try them again: duet sweep %s/sweep.yaml --out %<s"
            .formatted(out),
        lines.getLast());
  }

  @Test
  void itLeavesItsFilesAndNoOthers() throws IOException {
    assertEquals(
        Set.of("sweep.yaml", "cells", "table.csv", "table.md", "sliced_wasserstein.png"),
        names(out));
    assertEquals(8, names(out.resolve("cells")).size());
    String table = Files.readString(out.resolve("table.md"));
    assertTrue(
        table.startsWith("| sampler.sigma-min | sampler.sigma-max | sliced W2 | floor |"), table);
    assertTrue(
        table.contains("- sampler.sigma-min=0.6 sampler.sigma-max=0.5, seed 1: sampler.sigma-min"),
        table);
  }

  @Test
  void theTableHoldsMeanAndStandardDeviationOfTheCells() throws IOException {
    List<String> lines = Files.readAllLines(out.resolve("table.csv"));
    List<String> header = List.of(lines.getFirst().split(","));
    List<String> row = List.of(lines.get(2).split(",", -1));
    Map<String, String> table = new TreeMap<>();
    for (int i = 0; i < header.size(); i++) {
      table.put(header.get(i), row.get(i));
    }
    assertEquals(5, lines.size());
    assertEquals("0.01 1.5", table.get("sampler.sigma-min") + " " + table.get("sampler.sigma-max"));
    assertEquals("8gaussians 64", table.get("data") + " " + table.get("gcd.batch"));
    assertEquals("2 0", table.get("seeds") + " " + table.get("failed"));
    for (String name : List.of("sliced_wasserstein", "kl_data_model", "training_seconds")) {
      List<Double> values = new ArrayList<>();
      for (int seed = 0; seed < 2; seed++) {
        values.add(
            cell("sigma-min-0.01-sampler.sigma-max-1.5", seed).at("/figures/" + name).asDouble());
      }
      Statistic statistic = Statistic.of(values);
      assertEquals(String.valueOf(statistic.mean()), table.get(name));
      assertEquals(String.valueOf(statistic.sd()), table.get(name + "_sd"));
    }
  }

  @Test
  void aCellIsWhatTrainMeasures() throws IOException {
    String[] more = {
      "--seed", "1", "--set", "sampler.sigma-max=0.5", "--set", "sampler.sigma-min=0.01"
    };
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--no-pictures");
    TinyRun.train(folder, "8gaussians", "alone", options.toArray(String[]::new));
    ObjectNode alone = (ObjectNode) json(folder.resolve("alone").resolve("metrics.json"));
    alone.remove(List.of("data", "seed", "messages", "training_seconds"));
    ObjectNode figures =
        (ObjectNode) cell("sigma-min-0.01-sampler.sigma-max-0.5", 1).get("figures");
    figures.remove(List.of("messages", "training_seconds"));
    assertEquals(alone, figures);
  }

  @Test
  void aCellTellsWhatDecidedIt() throws IOException {
    JsonNode cell = cell("sigma-min-0.6-sampler.sigma-max-1.5", 1);
    assertEquals("sweep", cell.get("experiment").textValue());
    assertEquals("sampler.sigma-min=0.6 sampler.sigma-max=1.5", cell.get("label").textValue());
    assertEquals(1, cell.get("seed").intValue());
    assertEquals("8gaussians", cell.at("/settings/data").textValue());
    assertEquals("0.6", cell.at("/settings/sampler.sigma-min").textValue());
    assertEquals("64", cell.at("/settings/gcd.batch").textValue());
    assertTrue(cell.at("/settings/gcd.tau").isTextual(), "defaults decide as well");
    assertTrue(cell.at("/settings/threads").isMissingNode(), "threads decide nothing");
    assertTrue(cell.get("seconds").doubleValue() > 0);
  }

  @Test
  void theSameFolderGoesOnWithALargerGrid() throws IOException {
    Path copy = folder.resolve("copy");
    copy(out, copy);
    Map<String, String> before = contents(copy.resolve("cells"), "sigma-max-1.5");
    Outcome more =
        Outcome.of(
            "sweep",
            copy.resolve("sweep.yaml").toString(),
            "--out",
            copy.toString(),
            "--quiet",
            "--grid",
            "sampler.sigma-min=0.01",
            "--grid",
            "sampler.sigma-max=1.5,2");
    assertEquals(0, more.exitCode(), more.err());
    Map<String, String> after = contents(copy.resolve("cells"), "");
    before.forEach((name, text) -> assertEquals(text, after.get(name), name));
    assertEquals(8 + 2, after.size(), "those that the grid left stay");
    String csv = Files.readString(copy.resolve("table.csv"));
    assertEquals(3, csv.lines().count());
    assertFalse(csv.contains(",0.5,"), "the table is that of the new grid");
    assertTrue(
        Files.readString(copy.resolve("sweep.yaml")).contains("  sampler.sigma-max: [1.5, 2]\n"));
  }

  @Test
  void modelsAreKeptOnRequest() throws IOException {
    Path kept = folder.resolve("kept");
    Outcome outcome =
        sweep(
            kept,
            "--models",
            "--seeds",
            "1",
            "--set",
            "sampler.sigma-min=0.01",
            "--grid",
            "gcd.steps=4",
            "--grid",
            "sampler.sigma-max=1",
            "--figure",
            "kl_data_model");
    assertEquals(0, outcome.exitCode(), outcome.err());
    Path model;
    try (Stream<Path> models = Files.list(kept.resolve("models"))) {
      model = models.toList().getFirst();
    }
    JsonNode cell = json(kept.resolve("cells").resolve(model.getFileName() + ".json"));
    Outcome measured = Outcome.of("evaluate", model.toString(), "--samples", "500", "--json");
    JsonNode figures = new JsonMapper().readTree(measured.out());
    assertEquals(4, figures.get("steps").intValue());
    assertEquals(figures.get("sliced_wasserstein"), cell.at("/figures/sliced_wasserstein"));
    assertTrue(names(kept).contains("kl_data_model.png"));
  }

  @Test
  void modelsOfEarlierCellsAreNotTrainedAgain() throws IOException {
    Path copy = folder.resolve("without");
    copy(out, copy);
    Outcome again = sweep(copy, "--models", "--figure", "recall");
    assertTrue(
        again.out().contains("\n6 cells were done before, without --models; remove them from"),
        again.out());
    assertFalse(Files.exists(copy.resolve("models")));
  }

  @Test
  void aFigureThatNoCellHasIsNamedAfterTheTablesAreThere() throws IOException {
    Path copy = folder.resolve("figure");
    copy(out, copy);
    Files.delete(copy.resolve("table.csv"));
    Outcome wrong = sweep(copy, "--figure", "log_z");
    assertEquals(2, wrong.exitCode());
    String last = wrong.err().lines().toList().getLast();
    assertTrue(last.startsWith("duet sweep: --figure log_z: no cell has it; did you mean"), last);
    assertTrue(Files.exists(copy.resolve("table.csv")));
  }

  private static Outcome sweep(Path out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("sweep", file.toString(), "--quiet"));
    arguments.addAll(List.of("--out", out.toString()));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private static JsonNode cell(String part, int seed) throws IOException {
    String name =
        names(out.resolve("cells")).stream()
            .filter(each -> each.contains(part + "-seed-" + seed))
            .findFirst()
            .orElseThrow();
    return json(out.resolve("cells").resolve(name));
  }

  private static JsonNode json(Path file) throws IOException {
    return new JsonMapper().readTree(Files.readString(file));
  }

  private static Map<String, String> contents(Path directory, String part) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : names(directory)) {
      if (name.contains(part)) {
        contents.put(name, Files.readString(directory.resolve(name)));
      }
    }
    return contents;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(path -> path.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
