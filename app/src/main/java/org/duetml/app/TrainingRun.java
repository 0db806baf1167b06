package org.duetml.app;

import java.io.IOException;
import java.util.EnumSet;
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
import org.duetml.gcd.Checkpoints;
import org.duetml.gcd.Phase;
import org.duetml.gcd.TrainingListener;
import org.duetml.gcd.TrainingStoppedException;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;

/**
 * Trains, measures and writes the folder of a run.
 *
 * @param data what is learned
 * @param config decides the run
 * @param start the model to go on from; null to begin anew
 * @param phases what runs
 */
record TrainingRun(DataSource data, DuetConfig config, DuetModel start, Set<Phase> phases) {
  /** Rows of {@code samples.csv}. */
  static final int SAMPLES = 10_000;

  /** A run of all phases. */
  static TrainingRun anew(DataSource data, DuetConfig config) {
    return new TrainingRun(data, config, null, EnumSet.allOf(Phase.class));
  }

  /**
   * A run of some phases on a saved model. What does not fit the model is refused at once, before
   * there is a folder: no phase at all is run on it.
   *
   * @throws IllegalArgumentException if data or configuration do not fit the model
   */
  static TrainingRun continuing(
      DuetModel start, DataSource data, DuetConfig config, Set<Phase> phases) {
    Duet.continueTraining(start, data, config, Set.of(), TrainingListener.NONE);
    return new TrainingRun(data, config, start, phases);
  }

  /**
   * Does it all, or what is left of it after an interruption. What is written can be used even if a
   * later step fails.
   *
   * @param interruption is heard while the run trains
   * @return the metrics
   * @throws TrainingStoppedException if the checkpoints ask the training to stop
   */
  Map<String, Object> execute(
      RunDirectory directory,
      Progress progress,
      boolean pictures,
      Checkpoints checkpoints,
      Interruption interruption)
      throws IOException {
    write(directory, RunDirectory.CONFIG, writer -> writer.write(ConfigYaml.write(config)));
    RunLog log = new RunLog(progress, System::nanoTime);
    DuetModel model = interruption.during(() -> train(directory, log, checkpoints));
    model.save(directory.file(RunDirectory.MODEL));
    try (ShardExecutor executor = Threads.executor(config.threads())) {
      progress.stage("measuring with " + config.evaluate().samples() + " samples");
      Map<String, Object> metrics = measure(model, directory, log, executor);
      progress.stage("drawing samples and pictures");
      float[][] samples = model.sample(SAMPLES, config.seed());
      write(
          directory,
          RunDirectory.SAMPLES,
          writer -> new PointsCsv(writer, model.dimension()).append(samples));
      if (pictures) {
        RunPictures.write(directory.path(), model, data, config.seed(), log.rows(), executor);
      }
      return metrics;
    }
  }

  private DuetModel train(RunDirectory directory, RunLog log, Checkpoints checkpoints)
      throws IOException {
    try {
      return start == null
          ? Duet.train(data, config, log, checkpoints)
          : Duet.continueTraining(start, data, config, phases, log, checkpoints);
    } finally {
      write(directory, RunDirectory.METRICS_CSV, log::writeCsv);
    }
  }

  /** The figures go into {@code metrics.json} and into the provenance of the saved model. */
  private Map<String, Object> measure(
      DuetModel model, RunDirectory directory, RunLog log, ShardExecutor executor)
      throws IOException {
    Map<String, Object> metrics =
        Evaluation.of(
            model, data, config.evaluate().samples(), Evaluation.seedFor(model), executor);
    model.withMetrics(metrics).save(directory.file(RunDirectory.MODEL));
    Map<String, Object> report = new LinkedHashMap<>(metrics);
    if (!log.messages().isEmpty()) {
      report.put("messages", log.messages());
    }
    write(directory, RunDirectory.METRICS_JSON, writer -> writer.write(JsonText.of(report)));
    return report;
  }

  private static void write(RunDirectory directory, String name, AtomicFile.Content content)
      throws IOException {
    AtomicFile.write(directory.file(name), content);
  }
}
