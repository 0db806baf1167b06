package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duetml.app.file.ConfigYaml;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Phase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One tiny run, and what it leaves; the runs of the other tests go on from it or beside it. */
class TrainCommandTest {
  @TempDir private static Path folder;

  private static Outcome outcome;
  private static Path run;

  @BeforeAll
  static void train() throws IOException {
    outcome = trainWithDensity("run", "--seed", "7", "--threads", "1");
    run = folder.resolve("run");
  }

  private static Outcome trainWithDensity(String name, String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of(more));
    options.addAll(List.of("--set", "calibration.normalizer-draws=1000"));
    return TinyRun.train(folder, "8gaussians", name, options.toArray(String[]::new));
  }

  @Test
  void aRunEndsWithItsTableAndWhatToTryNext() {
    assertEquals(0, outcome.exitCode(), outcome.err());
    List<String> lines = outcome.out().lines().toList();
    assertTrue(lines.get(1).contains("sliced W2  exact sliced W2  AUROC"), outcome.out());
    assertTrue(lines.get(3).matches("GCD +\\d\\.\\d{4} +\\d\\.\\d{4} .*"), outcome.out());
    assertTrue(lines.get(4).matches("DDPM +\\d\\.\\d{4} .*"), outcome.out());
    assertTrue(outcome.out().contains("Everything is in " + run + "\n"), outcome.out());
    assertTrue(outcome.out().contains("duet sample " + run + " -n 1000"), outcome.out());
  }

  @Test
  void aRunLeavesItsFilesAndNoOthers() throws IOException {
    Set<String> expected =
        Set.of(
            "model",
            "config.yaml",
            "metrics.csv",
            "metrics.json",
            "samples.csv",
            "samples.png",
            "energy.png",
            "steps.png",
            "training.png");
    assertEquals(new TreeSet<>(expected), names(run));
  }

  @Test
  void theMetricsHoldTheKeysOfTheContract() throws IOException {
    JsonNode metrics = metrics(run);
    for (String key :
        List.of(
            "data",
            "seed",
            "steps",
            "samples",
            "sliced_wasserstein",
            "sliced_wasserstein_floor",
            "sliced_wasserstein_exact",
            "auroc_uniform",
            "auroc_uniform_ideal",
            "kl_data_model",
            "log_density_correlation",
            "log_z",
            "log_z_stderr",
            "log_z_low",
            "log_z_high",
            "log_z_quadrature",
            "log_z_covered",
            "effective_sample_size",
            "nll_test",
            "nll_test_ideal",
            "mode_weight_min",
            "mode_weight_max",
            "within_3sd",
            "iterations",
            "training_seconds",
            "pretrain_sliced_wasserstein")) {
      assertTrue(metrics.has(key), key + " is missing in " + metrics);
    }
    assertEquals("8gaussians", metrics.get("data").textValue());
    assertEquals(7, metrics.get("seed").longValue());
    assertEquals(500, metrics.get("samples").intValue());
  }

  @Test
  void everyLoggedIterationIsARow() throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
    List<String> header = List.of(lines.getFirst().split(","));
    assertEquals(List.of("phase", "iteration", "seconds"), header.subList(0, 3));
    assertTrue(header.containsAll(List.of("loss", "energy_gap", "sigma_0", "sigma_4")));
    Set<String> phases = new TreeSet<>();
    for (String line : lines.subList(1, lines.size())) {
      assertEquals(header.size(), line.split(",", -1).length, line);
      phases.add(line.split(",")[0]);
    }
    Set<String> all = Arrays.stream(Phase.values()).map(Phase::label).collect(Collectors.toSet());
    assertEquals(new TreeSet<>(all), phases);
  }

  @Test
  void theSamplesAreAFileOfPoints() throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("samples.csv"));
    assertEquals(TrainingRun.SAMPLES + 1, lines.size());
    assertEquals("x1,x2", lines.getFirst());
    for (String number : lines.get(77).split(",")) {
      assertTrue(Float.isFinite(Float.parseFloat(number)), lines.get(77));
    }
  }

  @Test
  void theConfigurationOfTheRunIsWhatTheUserAskedFor() throws IOException {
    var entries = ConfigYaml.read(run.resolve("config.yaml"));
    assertEquals(DuetConfig.settings().size(), entries.size());
    assertEquals("7", entries.get("seed").value());
    assertEquals("20", entries.get("gcd.iterations").value());
  }

  @Test
  void aRunDoesNotDependOnItsThreads() throws IOException {
    Outcome again = trainWithDensity("threads", "--seed", "7", "--threads", "2", "--no-pictures");
    assertEquals(0, again.exitCode(), again.err());
    Path other = folder.resolve("threads");
    assertEquals(timeless(metrics(run)), timeless(metrics(other)));
    assertEquals(
        Files.readString(run.resolve("samples.csv")),
        Files.readString(other.resolve("samples.csv")));
    assertFalse(names(other).contains("samples.png"));
  }

  @Test
  void phasesRunAloneOnASavedModel() throws IOException {
    Outcome more =
        TinyRun.train(
            folder, "8gaussians", "more", "--from", run.toString(), "--phases", "calibration");
    assertEquals(0, more.exitCode(), more.err());
    assertEquals(samples(run), samples(folder.resolve("more")));
    String log = Files.readString(folder.resolve("more").resolve("metrics.csv"));
    assertFalse(log.contains("game"), log);
    assertTrue(log.contains("calibration"), log);
  }

  @Test
  void anotherSeedIsAnotherRun() throws IOException {
    Outcome other = TinyRun.train(folder, "8gaussians", "seed", "--seed", "8", "--no-pictures");
    assertEquals(0, other.exitCode(), other.err());
    assertNotEquals(samples(run), samples(folder.resolve("seed")));
  }

  private static String samples(Path directory) throws IOException {
    return Files.readString(directory.resolve("samples.csv"));
  }

  private static JsonNode metrics(Path directory) throws IOException {
    return new JsonMapper().readTree(Files.readString(directory.resolve("metrics.json")));
  }

  private static JsonNode timeless(JsonNode metrics) {
    return ((ObjectNode) metrics).without("training_seconds");
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
