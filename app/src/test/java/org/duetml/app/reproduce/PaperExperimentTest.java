package org.duetml.app.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.duetml.app.experiment.Cell;
import org.duetml.app.experiment.ExperimentListener;
import org.duetml.data.Distributions;
import org.duetml.data.ProjectedLaw;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reproduction with tiny trainings, and what it leaves. */
class PaperExperimentTest {
  static final PaperScale TINY =
      new PaperScale(
          List.of(0L),
          Map.ofEntries(
              Map.entry("sampler.width", 8),
              Map.entry("sampler.layers", 1),
              Map.entry("energy.width", 8),
              Map.entry("energy.fourier-features", 4),
              Map.entry("value.width", 8),
              Map.entry("pretrain.iterations", 20),
              Map.entry("pretrain.batch", 64),
              Map.entry("warm-start.iterations", 5),
              Map.entry("warm-start.batch", 64),
              Map.entry("warm-start.pool", 256),
              Map.entry("warm-start.value-iterations", 2),
              Map.entry("gcd.iterations", 6),
              Map.entry("gcd.log-every", 3),
              Map.entry("gcd.batch", 64),
              Map.entry("calibration.iterations", 5),
              Map.entry("calibration.batch", 64),
              Map.entry("calibration.pool", 256),
              Map.entry("calibration.noising-iterations", 2)),
          20,
          200,
          1,
          50);

  @TempDir private static Path folder;

  private static PaperExperiment.Outcome outcome;

  /** Remembers which cells were measured. */
  private static final class Begun implements ExperimentListener {
    private final List<String> labels = new ArrayList<>();

    @Override
    public void onBegin(Cell cell) {
      labels.add(cell.label());
    }
  }

  private static PaperExperiment experiment() {
    return new PaperExperiment(
        (ProjectedLaw) Distributions.named("8gaussians"),
        TINY,
        EnumSet.of(PaperGroup.VALUE_NETWORK),
        folder,
        2);
  }

  @BeforeAll
  static void run() throws IOException {
    outcome = experiment().run("duet reproduce paper", ExperimentListener.NONE);
  }

  @Test
  void theTableShowsItsCells() throws IOException {
    assertEquals(0, outcome.failed(), outcome.text());
    List<String> games = Files.readAllLines(folder.resolve("value-network.csv"));
    assertEquals(
        List.of(
            "fresh data, true density",
            "DDPM, T=5, own network",
            "GCD value gradient, T=5, tau 0.05",
            "GCD PPO, T=5, tau 0.05",
            "GCD policy gradient, T=5, tau 0.05"),
        games.stream().skip(1).map(line -> line.split(",(?! )")[0].replace("\"", "")).toList());
    assertTrue(games.getLast().endsWith(",1"), "one seed: " + games.getLast());
  }

  @Test
  void theReportHoldsTablesClaimsAndTheCommand() throws IOException {
    String report = Files.readString(folder.resolve("paper.md"));
    for (String part :
        List.of(
            "    duet reproduce paper\n",
            "## GCD with 5 steps, with and without a value network",
            "## Claims",
            "| a value network helps | GCD PPO, T=5, tau 0.05 |")) {
      assertTrue(report.contains(part), part + " is missing in " + report);
    }
    assertFalse(report.contains("## Diffusion models"), "nothing of it was measured");
    assertTrue(outcome.text().contains("DDPM, T=5, own network"), outcome.text());
  }

  @Test
  void onlyWhatIsMissingIsMeasuredAgainAndGivesTheSame() throws IOException {
    String before = Files.readString(folder.resolve("claims.csv"));
    try (Stream<Path> cells = Files.list(folder.resolve("cells"))) {
      Files.delete(cells.filter(file -> file.toString().contains("ppo")).findFirst().orElseThrow());
    }
    Begun begun = new Begun();
    experiment().run("duet reproduce paper", begun);
    assertEquals(List.of("GCD PPO, T=5, tau 0.05"), begun.labels);
    assertEquals(before, Files.readString(folder.resolve("claims.csv")));
  }
}
