package org.duetml.app.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.duetml.app.experiment.Cell;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.reproduce.BaselineSampler.Rule;
import org.duetml.data.Distributions;
import org.duetml.data.GaussianMixture;
import org.duetml.kernel.ShardExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cells there are. */
class PaperPlanTest {
  private static final Set<PaperGroup> ALL = EnumSet.allOf(PaperGroup.class);

  @TempDir private Path folder;

  private Lab lab(PaperScale scale) throws IOException {
    GaussianMixture mixture = (GaussianMixture) Distributions.named("8gaussians");
    return new Lab(mixture, scale, new TrainedParts(mixture, scale, folder));
  }

  /** The first candidate of every search. */
  private static Map<ScheduleSearch, BaselineSampler> anySchedules(PaperPlan plan) {
    List<CellResult> found =
        plan.firstRound().stream()
            .filter(cell -> cell.experiment().equals(PaperPlan.SEARCH))
            .map(cell -> CellResult.measured(cell, falling(cell), 1))
            .toList();
    return plan.chosen(found);
  }

  private static Map<String, Object> falling(Cell cell) {
    ScheduleSearch.Method method =
        cell.label().startsWith("DDPM") ? ScheduleSearch.Method.DDPM : ScheduleSearch.Method.DDIM;
    int steps = Integer.parseInt(cell.settings().get("steps"));
    Map<String, Object> figures = new LinkedHashMap<>();
    new ScheduleSearch(method, steps)
        .candidates()
        .forEach(candidate -> figures.put(candidate.toString(), 1.0 / (1 + figures.size())));
    return figures;
  }

  @Test
  void theFullPlanHasEveryCellOfThePaperOnceForEverySeed() throws IOException {
    PaperPlan plan = new PaperPlan(lab(PaperScale.full(5)), ALL);
    List<Cell> first = plan.firstRound();
    // Predictors, samplers for 2, 3, 5 and 10 steps, searches, the floor.
    assertEquals(5 + 4 * 5 + 8 + 5, first.size());
    List<Cell> second = plan.secondRound(anySchedules(plan));
    // 12 diffusion models of up to 100 steps, 4 of 1000, three of them with fewer seeds.
    int diffusions = 12 * 5 + 5 + 3 * DiffusionCase.FEWER_SEEDS;
    // 20 games by temperature, 1 without values, 6 of other steps.
    assertEquals(diffusions + (20 + 1 + 6) * 5, second.size());
    Set<String> ids = second.stream().map(Cell::id).collect(Collectors.toSet());
    assertEquals(second.size(), ids.size());
  }

  @Test
  void theCellsOfTheFirstClaimHaveFiveDraws() throws IOException {
    PaperPlan plan = new PaperPlan(lab(PaperScale.full(1)), ALL);
    Set<String> five =
        plan.secondRound(anySchedules(plan)).stream()
            .filter(cell -> cell.settings().get("draws").equals("5"))
            .map(Cell::label)
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "DDPM, T=1000, best schedule",
            "GCD value gradient, T=5, tau 0.05",
            "GCD PPO, T=5, tau 0.05"),
        five);
  }

  @Test
  void theBestScheduleIsPartOfWhatACellIs() throws IOException {
    PaperPlan plan = new PaperPlan(lab(PaperScale.full(1)), EnumSet.of(PaperGroup.DIFFUSION));
    Map<ScheduleSearch, BaselineSampler> chosen = anySchedules(plan);
    for (Cell cell : plan.secondRound(chosen)) {
      boolean plain = cell.label().endsWith("plain linear");
      String schedule = cell.settings().get("schedule");
      assertEquals(plain, schedule.startsWith("linear"), cell.label() + ": " + schedule);
    }
  }

  @Test
  void withoutASearchThereIsNoCellOfTheBest() throws IOException {
    PaperPlan plan = new PaperPlan(lab(PaperScale.full(1)), EnumSet.of(PaperGroup.DIFFUSION));
    List<Cell> cells = plan.secondRound(Map.of());
    assertTrue(cells.stream().allMatch(cell -> cell.label().endsWith("plain linear")));
    assertEquals(8, cells.size());
  }

  @Test
  void aDiffusionModelIsMeasuredWithThePredictorOfItsSeed() throws Exception {
    Lab lab = lab(PaperExperimentTest.TINY);
    DiffusionCase few = new DiffusionCase(ScheduleSearch.Method.DDIM, 5, false);
    Cell cell = few.cell(lab, BaselineSampler.plainLinear(Rule.DDIM), 0);
    try (ShardExecutor executor = new ShardExecutor(1)) {
      Map<String, Object> figures = cell.measurement().measure(executor);
      Map<String, Object> fromFile =
          few.cell(lab(PaperExperimentTest.TINY), BaselineSampler.plainLinear(Rule.DDIM), 0)
              .measurement()
              .measure(executor);
      String name = SampleFigures.EXACT_DISTANCE;
      assertEquals(figures.get(name), fromFile.get(name), "the predictor that was kept");
      assertEquals(Optional.of(1L), Optional.of(figures.get(SampleFigures.DRAWS)));
    }
  }
}
