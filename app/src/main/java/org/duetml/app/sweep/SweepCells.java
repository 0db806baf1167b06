package org.duetml.app.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.duetml.Duet;
import org.duetml.Evaluation;
import org.duetml.app.experiment.Cell;
import org.duetml.app.experiment.Measurement;
import org.duetml.config.ConfigException;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.gcd.TrainingListener;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/** The cells of a sweep: each trains a model and measures it, as {@code duet train} does. */
public final class SweepCells {
  /** The figure that holds what the training said, if it said something; a text. */
  static final String MESSAGES = "messages";

  private static final String EXPERIMENT = "sweep";

  private final SweepPlan plan;
  private final Function<String, DataSource> data;
  private final Optional<Path> models;

  /**
   * Cells that can be run.
   *
   * @param plan what to measure
   * @param data finds data by name
   * @param models where each cell keeps its model, in a folder named by its id; empty for nowhere
   */
  public SweepCells(SweepPlan plan, Function<String, DataSource> data, Optional<Path> models) {
    this.plan = plan;
    this.data = data;
    this.models = models;
  }

  /**
   * All of them.
   *
   * @return one for each combination and seed, the seeds of one combination side by side
   */
  public List<Cell> all() {
    List<Cell> cells = new ArrayList<>();
    for (Map<String, String> point : plan.points()) {
      for (long seed : plan.seeds()) {
        cells.add(cell(point, seed));
      }
    }
    return cells;
  }

  private Cell cell(Map<String, String> point, long seed) {
    String label = plan.label(point);
    Map<String, String> settings = settings(point);
    String id = Cell.id(EXPERIMENT, label, seed, settings);
    Optional<Path> model = models.map(folder -> folder.resolve(id));
    Measurement measurement = executor -> measure(point, seed, model, executor);
    return new Cell(EXPERIMENT, label, seed, settings, measurement);
  }

  /**
   * The user's values, as written, then every other key: also a changed default makes another cell.
   */
  private static Map<String, String> settings(Map<String, String> point) {
    Map<String, String> settings = new LinkedHashMap<>(point);
    try {
      SweepPlan.config(point, 0)
          .toMap()
          .forEach((key, value) -> settings.putIfAbsent(key, value.toString()));
    } catch (ConfigException _) {
      // Values that do not go together have no configuration: the cell will say so.
      return settings;
    }
    settings.remove("seed");
    settings.remove("threads");
    return settings;
  }

  private Map<String, Object> measure(
      Map<String, String> point, long seed, Optional<Path> place, ShardExecutor executor)
      throws IOException {
    DataSource source = data.apply(point.get(SweepRequest.DATA));
    DuetConfig config = SweepPlan.config(point, seed);
    List<String> messages = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onMessage(String message) {
            messages.add(message);
          }
        };
    DuetModel model = Duet.train(source, config, listener);
    Map<String, Object> figures =
        Evaluation.of(
            model, source, config.evaluate().samples(), Evaluation.seedFor(model), executor);
    if (place.isPresent()) {
      model.withMetrics(figures).save(place.get());
    }
    // What the cell says itself.
    Map<String, Object> result = new LinkedHashMap<>(figures);
    result.keySet().removeAll(List.of("data", "seed"));
    if (!messages.isEmpty()) {
      result.put(MESSAGES, String.join("; ", messages));
    }
    return result;
  }
}
