package org.duetml.app.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.app.experiment.Statistic;
import org.duetml.app.experiment.Summary;
import org.duetml.app.picture.HeatMaps;
import org.duetml.app.picture.HeatMaps.Key;
import org.duetml.app.picture.HeatMaps.Panel;
import org.duetml.app.picture.HeatMaps.Tile;
import org.duetml.app.sweep.MainFigure.Better;

/**
 * One figure of a sweep over its grid: the first key of the grid from top to bottom, the second
 * from left to right, a map for every combination of the others. A single key goes from left to
 * right.
 */
final class SweepMaps {
  private final SweepPlan plan;
  private final List<Summary> summaries;
  private final MainFigure figure;
  private final List<Summary> best;
  private final Map<Map<String, String>, Summary> byPoint = new HashMap<>();

  /** The maps of one figure over a plan that has a grid. */
  SweepMaps(SweepPlan plan, List<Summary> summaries, MainFigure figure) {
    this.plan = plan;
    this.summaries = summaries;
    this.figure = figure;
    this.best = figure.best(summaries);
    for (Summary summary : summaries) {
      byPoint.put(gridValues(summary), summary);
    }
  }

  private Map<String, String> gridValues(Summary summary) {
    Map<String, String> values = new HashMap<>(summary.settings());
    values.keySet().retainAll(plan.grid().keySet());
    return values;
  }

  HeatMaps maps() {
    List<String> keys = List.copyOf(plan.grid().keySet());
    int spanned = Math.min(2, keys.size());
    Key columns = key(keys.get(spanned - 1));
    Key rows = spanned == 1 ? new Key("", List.of("")) : key(keys.getFirst());
    Map<String, List<String>> others = new LinkedHashMap<>(plan.grid());
    others.keySet().removeAll(keys.subList(0, spanned));
    List<Panel> panels = new ArrayList<>();
    for (Map<String, String> point : new SweepPlan(Map.of(), others, plan.seeds()).points()) {
      panels.add(new Panel(heading(point), tiles(rows, columns, point)));
    }
    return new HeatMaps(title(), caption(), rows, columns, panels);
  }

  private Key key(String name) {
    return new Key(name, plan.grid().get(name));
  }

  private static List<String> heading(Map<String, String> point) {
    return point.entrySet().stream()
        .map(entry -> entry.getKey() + " = " + entry.getValue())
        .toList();
  }

  private List<List<Tile>> tiles(Key rows, Key columns, Map<String, String> point) {
    List<List<Tile>> tiles = new ArrayList<>();
    for (String rowValue : rows.values()) {
      List<Tile> row = new ArrayList<>();
      for (String columnValue : columns.values()) {
        Map<String, String> place = new HashMap<>(point);
        place.put(rows.name(), rowValue);
        place.put(columns.name(), columnValue);
        place.remove("");
        row.add(tile(byPoint.get(place)));
      }
      tiles.add(row);
    }
    return tiles;
  }

  private Tile tile(Summary summary) {
    Statistic statistic = summary.figures().get(figure.name());
    int failed = summary.failures().size();
    if (statistic == null) {
      return new Tile(Double.NaN, failed > 0 ? "failed" : "-", "", false);
    }
    String[] parts = statistic.text(figure.digits()).split(" ", 2);
    String spread = parts.length == 2 ? parts[1] : "";
    String detail = failed == 0 ? spread : "%d of %d failed".formatted(failed, plan.seeds().size());
    return new Tile(statistic.mean(), parts[0], detail, best.contains(summary));
  }

  private String title() {
    String direction =
        switch (figure.better()) {
          case LOWER -> ", lower is better";
          case HIGHER -> ", higher is better";
          case NEITHER -> "";
        };
    String data = plan.set().get(SweepRequest.DATA);
    return (data == null ? "" : data + ": ") + figure.title() + direction;
  }

  private String caption() {
    int seeds = plan.seeds().size();
    String text =
        seeds == 1
            ? "One seed, %d.".formatted(plan.seeds().getFirst())
            : "Means over %d seeds, with standard deviations where there is room.".formatted(seeds);
    if (figure.better() != Better.NEITHER && !best.isEmpty()) {
      text += best.size() == 1 ? " Framed: the best." : " Framed: the best for each data.";
    }
    return text + floor();
  }

  /** What fresh data in place of samples reach, where that is one number. */
  private String floor() {
    List<Double> floors =
        summaries.stream()
            .map(summary -> summary.figures().get(figure.name() + "_floor"))
            .filter(statistic -> statistic != null)
            .map(Statistic::mean)
            .toList();
    boolean one = plan.set().containsKey(SweepRequest.DATA) && !floors.isEmpty();
    return one
        ? " Fresh data in place of samples: %s."
            .formatted(Statistic.of(List.of(Statistic.of(floors).mean())).text(figure.digits()))
        : "";
  }
}
