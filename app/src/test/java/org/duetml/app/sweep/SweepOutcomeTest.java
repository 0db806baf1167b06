package org.duetml.app.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.duetml.app.experiment.Cell;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.Summary;
import org.duetml.app.picture.HeatMaps;
import org.duetml.app.picture.HeatMaps.Tile;
import org.duetml.data.Distributions;
import org.junit.jupiter.api.Test;

/** Which combination is best, and where in the maps each one lies. */
class SweepOutcomeTest {
  private static final String LOW = "sliced_wasserstein";

  @Test
  void theBestOfAFigureIsTheLowestOrTheHighest() {
    SweepPlan plan = plan(Map.of("data", "moons"), "gcd.tau", "1", "2", "3");
    SweepOutcome outcome = outcome(plan, point -> Math.abs(tau(point) - 2.2));
    assertEquals("gcd.tau=2", outcome.best(LOW).getFirst().label());
    assertEquals("gcd.tau=1", outcome.best("auroc_uniform").getFirst().label());
    assertEquals(List.of(), outcome.best("steps"), "neither is better");
    assertEquals("train moons --set gcd.tau=2 --seed 4", outcome.best(LOW).getFirst().command());
    assertEquals("sliced W2 0.2000", outcome.best(LOW).getFirst().figure());
  }

  @Test
  void everyDataHasABestOfItsOwn() {
    SweepPlan plan = plan(Map.of("gcd.tau", "1"), "data", "moons", "rings");
    SweepOutcome outcome = outcome(plan, point -> point.get("data").equals("moons") ? 1.0 : 2.0);
    assertEquals(
        List.of("data=moons", "data=rings"),
        outcome.best(LOW).stream().map(SweepOutcome.Best::label).toList());
  }

  @Test
  void aCombinationOfWhichACellFailedIsNotTheBest() {
    SweepPlan plan = plan(Map.of("data", "moons"), "gcd.tau", "1", "2");
    List<CellResult> results = new ArrayList<>(results(plan, SweepOutcomeTest::tau));
    Cell failed = new SweepCells(plan, Distributions::named, Optional.empty()).all().getFirst();
    results.add(CellResult.failed(failed, "diverged", 1));
    assertEquals("gcd.tau=2", new SweepOutcome(plan, results).best(LOW).getFirst().label());
    String note = "gcd.tau=1, seed 4: diverged";
    assertEquals(List.of(note), new SweepOutcome(plan, results).notes());
    Tile tile = maps(plan, results).panels().getFirst().tiles().getFirst().getFirst();
    assertEquals(new Tile(1, "1.0000", "1 of 1 failed", false), tile);
  }

  @Test
  void whatTheTrainingSaidIsNoted() {
    SweepPlan plan = plan(Map.of("data", "moons"), "gcd.tau", "1", "2");
    List<Cell> cells = new SweepCells(plan, Distributions::named, Optional.empty()).all();
    List<CellResult> results =
        List.of(
            CellResult.measured(cells.getFirst(), Map.of(LOW, 1.0), 1),
            CellResult.measured(cells.getLast(), Map.of(LOW, 1.0, "messages", "turned bad"), 1));
    assertEquals(List.of("gcd.tau=2, seed 4: turned bad"), new SweepOutcome(plan, results).notes());
  }

  @Test
  void twoKeysSpanAMapAndTheOthersAreMapsOfTheirOwn() {
    Map<String, List<String>> grid = new LinkedHashMap<>();
    grid.put("gcd.tau", List.of("1", "2"));
    grid.put("gcd.steps", List.of("10", "20", "30"));
    grid.put("gcd.clip", List.of("100", "200"));
    grid.put("gcd.batch", List.of("1000"));
    SweepPlan plan = new SweepPlan(Map.of("data", "moons"), grid, List.of(4L));
    HeatMaps maps =
        maps(
            plan,
            results(
                plan,
                point ->
                    tau(point)
                        + Double.parseDouble(point.get("gcd.steps"))
                        + Double.parseDouble(point.get("gcd.clip"))));
    assertEquals("gcd.tau", maps.rows().name());
    assertEquals("gcd.steps", maps.columns().name());
    assertEquals(
        List.of(
            List.of("gcd.clip = 100", "gcd.batch = 1000"),
            List.of("gcd.clip = 200", "gcd.batch = 1000")),
        maps.panels().stream().map(HeatMaps.Panel::heading).toList());
    Tile tile = maps.panels().getLast().tiles().get(1).get(2);
    assertEquals(new Tile(232, "232.0000", "", false), tile);
    assertTrue(maps.panels().getFirst().tiles().getFirst().getFirst().marked(), "111 is least");
    assertEquals("moons: sliced W2, lower is better", maps.title());
  }

  @Test
  void oneKeyIsARow() {
    SweepPlan plan = plan(Map.of("data", "moons"), "gcd.tau", "1", "2");
    HeatMaps maps = maps(plan, results(plan, SweepOutcomeTest::tau));
    assertEquals(List.of("1", "2"), maps.columns().values());
    assertEquals(List.of(""), maps.rows().values());
    assertEquals("2.0000", maps.panels().getFirst().tiles().getFirst().getLast().text());
  }

  private static double tau(Map<String, String> point) {
    return Double.parseDouble(point.get("gcd.tau"));
  }

  private static SweepPlan plan(Map<String, String> set, String key, String... values) {
    return new SweepPlan(set, Map.of(key, List.of(values)), List.of(4L));
  }

  private static HeatMaps maps(SweepPlan plan, List<CellResult> results) {
    return new SweepMaps(plan, Summary.of(results), MainFigure.named(LOW)).maps();
  }

  private static SweepOutcome outcome(
      SweepPlan plan, Function<Map<String, String>, Double> figure) {
    return new SweepOutcome(plan, results(plan, figure));
  }

  /** Figures as if they had been measured. */
  private static List<CellResult> results(
      SweepPlan plan, Function<Map<String, String>, Double> figure) {
    List<CellResult> results = new ArrayList<>();
    for (Cell cell : new SweepCells(plan, Distributions::named, Optional.empty()).all()) {
      double value = figure.apply(cell.settings());
      results.add(
          CellResult.measured(cell, Map.of(LOW, value, "auroc_uniform", value, "steps", 5L), 1));
    }
    return results;
  }
}
