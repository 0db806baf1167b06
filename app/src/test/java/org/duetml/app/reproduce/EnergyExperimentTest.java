package org.duetml.app.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.ExperimentListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The comparison of energies, with tiny networks and hardly any training. */
@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "once is enough")
class EnergyExperimentTest {
  private static final EnergyScale TINY =
      new EnergyScale(
          List.of("islands"),
          List.of(0L),
          Map.ofEntries(
              Map.entry("energy.width", 8),
              Map.entry("energy.fourier-scale", 4),
              Map.entry("sampler.width", 8),
              Map.entry("sampler.noise-min", 0.1),
              Map.entry("value.width", 8),
              Map.entry("pretrain.iterations", 20),
              Map.entry("pretrain.batch", 64),
              Map.entry("warm-start.iterations", 10),
              Map.entry("warm-start.batch", 64),
              Map.entry("warm-start.pool", 500),
              Map.entry("warm-start.value-iterations", 5),
              Map.entry("gcd.iterations", 10),
              Map.entry("gcd.batch", 64),
              Map.entry("calibration.iterations", 10),
              Map.entry("calibration.batch", 64),
              Map.entry("calibration.pool", 500),
              Map.entry("calibration.noising-iterations", 5)),
          0.1,
          500);

  private static final String COMMAND = "duet reproduce energy";

  @TempDir private static Path folder;

  private static EnergyExperiment.Outcome outcome;

  @BeforeAll
  static void run() throws IOException {
    outcome = experiment().run(COMMAND, ExperimentListener.NONE);
  }

  private static EnergyExperiment experiment() {
    return new EnergyExperiment(TINY, folder, 1);
  }

  private static List<JsonNode> cells(String experiment) throws IOException {
    List<JsonNode> cells = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("cells"))) {
      for (Path file : files.sorted().toList()) {
        JsonNode cell = new JsonMapper().readTree(Files.readString(file));
        if (cell.get("experiment").asText().equals(experiment)) {
          cells.add(cell);
        }
      }
    }
    return cells;
  }

  private static JsonNode cell(String label) throws IOException {
    return cells("islands").stream()
        .filter(cell -> cell.get("label").asText().equals(label))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyWayHasItsRow() throws IOException {
    assertEquals(0, outcome.failed());
    String markdown = Files.readString(folder.resolve("table.md"));
    List<String> csv = Files.readAllLines(folder.resolve("table.csv"));
    List<String> ways =
        List.of("GCD", "GCD before calibration", "GCD without the game", "CD-1", "CD-10", "PCD-10");
    assertEquals(1 + ways.size(), csv.size());
    for (int i = 0; i < ways.size(); i++) {
      assertTrue(markdown.contains("\n| " + ways.get(i) + " | "), markdown);
      assertTrue(outcome.text().contains("\n" + ways.get(i) + "  "), outcome.text());
      assertTrue(csv.get(i + 1).startsWith("islands," + ways.get(i) + ","), csv.get(i + 1));
    }
    assertTrue(markdown.contains("    duet reproduce energy\n"), markdown);
  }

  @Test
  void baselinesGetTheTimeOfGcd() throws IOException {
    double seconds = cell("GCD").get("figures").get("processor_seconds").asDouble();
    String budget = String.format(Locale.ROOT, "%.3f", seconds);
    for (String label : List.of("CD-1", "CD-10", "PCD-10")) {
      JsonNode baseline = cell(label);
      assertEquals(budget, baseline.get("settings").get("processor-seconds").asText());
      assertTrue(baseline.get("figures").get("processor_seconds").asDouble() >= seconds);
    }
    String share = String.format(Locale.ROOT, "%.3f", 0.1 * seconds);
    for (JsonNode candidate : cells("islands search")) {
      assertEquals(share, candidate.get("settings").get("processor-seconds").asText());
    }
  }

  @Test
  void theBestCandidateOfEachKindIsUsed() throws IOException {
    for (String label : List.of("CD-1", "CD-10", "PCD-10")) {
      double lowest = Double.POSITIVE_INFINITY;
      JsonNode best = null;
      for (JsonNode candidate : cells("islands search")) {
        JsonNode divergence = candidate.get("figures").get("kl_data_model");
        if (candidate.get("label").asText().startsWith(label + ",")
            && divergence != null
            && divergence.asDouble() < lowest) {
          lowest = divergence.asDouble();
          best = candidate;
        }
      }
      for (String key : List.of("learning-rate", "step")) {
        assertEquals(best.get("settings").get(key), cell(label).get("settings").get(key));
      }
    }
  }

  @Test
  void evaluationsAreThoseOfTheUpdates() throws IOException {
    JsonNode once = cell("CD-1");
    JsonNode figures = once.get("figures");
    // Data and chains, and the chain's step, which needs one more evaluation if it is adjusted.
    boolean adjusted = once.get("settings").get("step").asText().startsWith("MALA");
    long rows = figures.get("updates").asLong() * 256 * (adjusted ? 4 : 3);
    assertEquals(rows, figures.get("rows_forward").asLong());
    assertEquals(rows, figures.get("rows_backward").asLong());

    JsonNode gcd = cell("GCD").get("figures");
    long all = gcd.get("rows_forward").asLong();
    long game = gcd.get("before_calibration_rows_forward").asLong();
    long frozen = gcd.get("without_game_rows_forward").asLong();
    assertTrue(game < all && frozen < all && frozen > 0, gcd.toString());
    // The pretraining alone is 20 updates of 64 rows.
    assertTrue(gcd.get("before_calibration_rows_backward").asLong() > 20 * 64);
  }

  @Test
  void whatIsDoneIsNotMeasuredAgain() throws IOException {
    List<String> measured = new ArrayList<>();
    ExperimentListener listener =
        new ExperimentListener() {
          @Override
          public void onCell(CellResult result, int done, int total) {
            measured.add(result.label());
          }
        };
    assertEquals(outcome.text(), experiment().run(COMMAND, listener).text());
    assertEquals(List.of(), measured);
  }
}
