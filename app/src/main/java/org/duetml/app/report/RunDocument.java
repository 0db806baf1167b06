package org.duetml.app.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.app.screen.ResultTable;
import org.duetml.data.DataSource;
import org.duetml.data.Distributions;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import org.duetml.model.Provenance;
import org.duetml.tabular.quality.TableQuality;

/** Gathers all that the page shows of one run. */
final class RunDocument {
  private static final String MESSAGES = "messages";

  private final RunFiles files;
  private final DuetModel model;
  private final DataSource data;
  private final ShardExecutor executor;
  private final List<String> missing = new ArrayList<>();

  private RunDocument(RunFiles files, DuetModel model, DataSource data, ShardExecutor executor) {
    this.files = files;
    this.model = model;
    this.data = data;
    this.executor = executor;
  }

  /**
   * Loads the model of a run and gathers.
   *
   * @param files of the run
   * @param executor shares the work
   * @return the JSON object of the run; the same for the same files
   * @throws IOException if there is no model, or a file is damaged
   */
  static Map<String, Object> of(RunFiles files, ShardExecutor executor) throws IOException {
    DuetModel model = DuetModel.load(files.model());
    String name = model.provenance().data();
    DataSource data = Distributions.names().contains(name) ? Distributions.named(name) : null;
    return of(files, model, data, executor);
  }

  /** For a model at hand, and data that need not be built in; null where they are unknown. */
  static Map<String, Object> of(
      RunFiles files, DuetModel model, DataSource data, ShardExecutor executor) throws IOException {
    return new RunDocument(files, model, data, executor).gather();
  }

  private Map<String, Object> gather() throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", files.name());
    object.put("data", model.provenance().data());
    object.put("dimension", model.dimension());
    object.put("steps", model.steps());
    object.put("tau", model.config().gcd().tau());
    putFigures(object);
    putConfiguration(object);
    putCurves(object);
    if (Files.exists(files.quality())) {
      object.put("quality", readQuality(files.quality()));
    } else {
      putPictures(object);
    }
    object.put("provenance", provenance());
    object.put("missing", missing);
    return object;
  }

  private void putFigures(Map<String, Object> object) throws IOException {
    Map<String, Object> figures = new LinkedHashMap<>(model.provenance().metrics());
    if (Files.exists(files.metrics())) {
      figures = FiguresFile.read(files.metrics());
    } else {
      missing.add("metrics.json is not there: the figures are those saved with the model.");
    }
    Object messages = figures.remove(MESSAGES);
    object.put(MESSAGES, messages == null ? List.of() : messages);
    object.put("figures", figures);
    object.put("table", ResultTable.rows(figures));
  }

  /**
   * What was measured of a table's rows. The points of such a model are encoded rows, which nobody
   * wants to see: the columns are shown instead.
   */
  private static Map<String, Object> readQuality(Path file) throws IOException {
    String json = Files.readString(file);
    try {
      TableQuality.fromJson(json);
      return new JsonMapper().readValue(json, new TypeReference<>() {});
    } catch (IOException e) {
      throw new IOException(
          file + ": is no measurement of synthetic rows; make it again by training, or remove it",
          e);
    }
  }

  private void putConfiguration(Map<String, Object> object) throws IOException {
    RunConfiguration configuration = new RunConfiguration(model.config(), model.config());
    if (Files.exists(files.config())) {
      configuration = RunConfiguration.read(files.config(), model.config());
    } else {
      missing.add("config.yaml is not there: the configuration is that saved with the model.");
    }
    object.put("configuration", configuration.toDocument());
    if (data != null) {
      object.put("command", configuration.command(data.name()));
    }
  }

  private void putCurves(Map<String, Object> object) throws IOException {
    if (Files.exists(files.log())) {
      object.put("training", TrainingCurves.of(LogFile.read(files.log())));
    } else {
      missing.add("metrics.csv is not there: no training curves.");
    }
  }

  private void putPictures(Map<String, Object> object) {
    if (data == null) {
      missing.add(
          "The data '%s' are not built in: neither their points nor their density are shown."
              .formatted(model.provenance().data()));
    }
    PointClouds clouds = PointClouds.draw(model, data, executor);
    object.put("points", clouds.toDocument());
    if (model.dimension() == 2) {
      object.put("landscape", Landscape.of(model, data, clouds.halfWidth(), executor));
    }
    if (model.dimension() >= 2) {
      object.put("path", SamplerPath.of(model, clouds.halfWidth(), executor));
    }
  }

  private Map<String, Object> provenance() {
    Provenance provenance = model.provenance();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("Data", provenance.data());
    boolean table = Files.exists(files.quality());
    object.put(table ? "Numbers that are sampled" : "Dimensions", model.dimension());
    object.put("Steps of the sampler", model.steps());
    object.put("Seed", String.valueOf(provenance.seed()));
    object.put("Trained until", provenance.date().toString());
    object.put("Version of Duet", provenance.duetVersion());
    return object;
  }
}
