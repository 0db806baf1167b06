package org.duetml.app;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.duetml.Duet;
import org.duetml.Evaluation;
import org.duetml.app.file.AtomicFile;
import org.duetml.app.file.ConfigYaml;
import org.duetml.app.file.JsonText;
import org.duetml.app.file.PointsCsv;
import org.duetml.app.screen.Progress;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.gcd.Phase;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * Trains, measures and writes a run's folder.
 *
 * @param data what is learned
 * @param config decides the run
 * @param start the model to go on from; null to begin anew
 * @param phases what runs
 */
record TrainingRun(DataSource data, DuetConfig config, DuetModel start, Set<Phase> phases) {
  /** Rows of {@code samples.csv}. */
  static final int SAMPLES = 10_000;

  /** Returns the metrics. What is written can be used even if a later step fails. */
  Map<String, Object> execute(RunDirectory directory, Progress progress, boolean pictures)
      throws IOException {
    write(directory, RunDirectory.CONFIG, writer -> writer.write(ConfigYaml.write(config)));
    RunLog log = new RunLog(progress, System::nanoTime);
    DuetModel model;
    try {
      model = train(log);
    } finally {
      write(directory, RunDirectory.METRICS_CSV, log::writeCsv);
    }
    progress.stage("saving the model");
    model.save(directory.file(RunDirectory.MODEL));
    progress.stage("measuring with " + config.evaluate().samples() + " samples");
    Map<String, Object> metrics = measure(model, log);
    write(directory, RunDirectory.METRICS_JSON, writer -> writer.write(JsonText.of(metrics)));
    float[][] samples = model.sample(SAMPLES, config.seed());
    write(
        directory,
        RunDirectory.SAMPLES,
        writer -> new PointsCsv(writer, model.dimension()).append(samples));
    return metrics;
  }

  private DuetModel train(RunLog log) {
    return start == null
        ? Duet.train(data, config, log)
        : Duet.continueTraining(start, data, config, phases, log);
  }

  private Map<String, Object> measure(DuetModel model, RunLog log) {
    try (ShardExecutor executor = new ShardExecutor(Math.max(1, config.threads()))) {
      Map<String, Object> metrics =
          new LinkedHashMap<>(Evaluation.of(model, data, config.evaluate().samples(), executor));
      if (!log.messages().isEmpty()) {
        metrics.put("messages", log.messages());
      }
      return metrics;
    }
  }

  private static void write(RunDirectory directory, String name, AtomicFile.Content content)
      throws IOException {
    AtomicFile.write(directory.file(name), content);
  }
}
