package org.duetml.app.reproduce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duetml.app.experiment.Cell;
import org.duetml.app.experiment.CellResult;

/**
 * The cells of the reproduction, in two rounds: what others build on, then the others. Within each
 * round the long ones come first, so that all workers end at about the same time.
 */
final class PaperPlan {
  static final String SEARCH = "schedule-search";

  private final Lab lab;
  private final Set<PaperGroup> groups;

  PaperPlan(Lab lab, Set<PaperGroup> groups) {
    this.lab = lab;
    this.groups = groups;
  }

  /** Trainings that later cells share, the search for schedules, the floor. */
  List<Cell> firstRound() {
    List<Cell> cells = new ArrayList<>();
    if (!diffusions().isEmpty()) {
      lab.scale().seeds().forEach(seed -> cells.add(predictorCell(seed)));
    }
    Set<Integer> stepCounts = new LinkedHashSet<>();
    groups.forEach(group -> stepCounts.addAll(group.pretrainedSteps()));
    for (int steps : stepCounts) {
      lab.scale().seeds().forEach(seed -> cells.add(ReferenceCells.pretrained(lab, steps, seed)));
    }
    searches().forEach(search -> cells.add(searchCell(search)));
    lab.scale().seeds().forEach(seed -> cells.add(ReferenceCells.floor(lab, seed)));
    return cells;
  }

  private Set<DiffusionCase> diffusions() {
    Set<DiffusionCase> cases = new LinkedHashSet<>();
    groups.forEach(group -> cases.addAll(group.diffusions()));
    return cases;
  }

  private List<ScheduleSearch> searches() {
    return diffusions().stream()
        .filter(DiffusionCase::best)
        .map(DiffusionCase::search)
        .sorted(Comparator.comparing(ScheduleSearch::steps).reversed())
        .toList();
  }

  private Cell predictorCell(long seed) {
    Map<String, String> settings = networkSettings(seed);
    return new Cell(
        "network",
        "noise predictor for any T",
        seed,
        settings,
        executor -> {
          long start = System.nanoTime();
          lab.parts().predictor(seed, executor);
          return Map.of("training_seconds", (System.nanoTime() - start) / 1e9);
        });
  }

  private Cell searchCell(ScheduleSearch search) {
    long seed = lab.scale().seeds().getFirst();
    Map<String, String> settings = networkSettings(seed);
    settings.put("steps", Integer.toString(search.steps()));
    settings.put("samples", Integer.toString(lab.scale().searchSamples()));
    return new Cell(
        SEARCH,
        search.label(),
        seed,
        settings,
        executor ->
            search.measure(
                lab.parts().predictor(seed, executor),
                lab.parts().standardization(seed),
                lab.data(),
                lab.scale().searchSamples(),
                executor));
  }

  /** What decides the noise predictor. */
  private Map<String, String> networkSettings(long seed) {
    Map<String, String> settings = lab.settings();
    settings.put("predictor-iterations", Integer.toString(lab.scale().predictorIterations()));
    settings.put("configuration", PaperScale.fingerprint(lab.scale().config(seed)));
    return settings;
  }

  /** The best sampler of every search, from the results of the first round. */
  Map<ScheduleSearch, BaselineSampler> chosen(Collection<CellResult> firstRound) {
    Map<ScheduleSearch, BaselineSampler> chosen = new LinkedHashMap<>();
    for (ScheduleSearch search : searches()) {
      firstRound.stream()
          .filter(result -> result.experiment().equals(SEARCH))
          .filter(result -> result.label().equals(search.label()) && result.failure().isEmpty())
          .forEach(result -> chosen.put(search, search.best(result.figures())));
    }
    return chosen;
  }

  /** Everything else. A case whose search failed is left out. */
  List<Cell> secondRound(Map<ScheduleSearch, BaselineSampler> chosen) {
    List<Cell> cells = new ArrayList<>();
    diffusions().stream()
        .sorted(Comparator.comparing(DiffusionCase::steps).reversed())
        .forEach(diffusion -> addDiffusion(cells, diffusion, chosen));
    Set<GameCase> games = new LinkedHashSet<>();
    groups.forEach(group -> games.addAll(group.games()));
    games.stream()
        .sorted(Comparator.comparing(GameCase::steps).reversed())
        .forEach(game -> lab.scale().seeds().forEach(seed -> cells.add(game.cell(lab, seed))));
    return cells;
  }

  private void addDiffusion(
      List<Cell> cells, DiffusionCase diffusion, Map<ScheduleSearch, BaselineSampler> chosen) {
    BaselineSampler sampler =
        diffusion.best()
            ? chosen.get(diffusion.search())
            : BaselineSampler.plainLinear(diffusion.method().plainRule());
    if (sampler != null) {
      diffusion.seeds(lab.scale()).forEach(seed -> cells.add(diffusion.cell(lab, sampler, seed)));
    }
  }
}
