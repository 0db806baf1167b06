package org.duetml.app.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duetml.app.Interruption;
import org.duetml.app.RunDirectory;
import org.duetml.app.RunLog;
import org.duetml.app.TrainingJob;
import org.duetml.app.file.AtomicFile;
import org.duetml.app.file.ConfigYaml;
import org.duetml.app.file.JsonText;
import org.duetml.app.screen.Progress;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Checkpoints;
import org.duetml.gcd.Phase;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.model.RowSplit;
import org.duetml.tabular.model.TableModel;
import org.duetml.tabular.model.TableTraining;
import org.duetml.tabular.quality.TableComparison;
import org.duetml.tabular.quality.TableQuality;

/**
 * Trains on a table, measures and writes the folder of a run.
 *
 * @param table what is learned
 * @param config decides the run
 */
public record TableTrainingRun(TrainingTable table, DuetConfig config) implements TrainingJob {
  @Override
  public String name() {
    return table.shortName();
  }

  @Override
  public Set<Phase> phases() {
    return EnumSet.allOf(Phase.class);
  }

  @Override
  public String fingerprint() {
    return table.fingerprint();
  }

  @Override
  public String next() {
    return """
      %2$s sample %1$s -n 1000 -o synthetic.csv
      %2$s score %1$s new.csv -o scored.csv
      %2$s evaluate %1$s --data held-out.csv
      %2$s report %1$s
    """;
  }

  @Override
  public String execute(
      RunDirectory directory, Progress progress, Checkpoints checkpoints, Interruption interruption)
      throws IOException {
    AtomicFile.write(
        directory.file(RunDirectory.CONFIG), writer -> writer.write(ConfigYaml.write(config)));
    RunLog log = new RunLog(progress, System::nanoTime);
    TableModel model = interruption.during(() -> train(directory, log, checkpoints));
    model.save(directory.file(RunDirectory.MODEL));
    progress.stage("comparing synthetic with held-out rows");
    TableQuality quality = quality(model);
    AtomicFile.write(
        directory.file(RunDirectory.QUALITY), writer -> writer.write(quality.toJson()));
    Map<String, Object> metrics = new LinkedHashMap<>(model.duet().provenance().metrics());
    metrics.putAll(QualityFigures.of(quality));
    model.withMetrics(metrics).save(directory.file(RunDirectory.MODEL));
    Map<String, Object> report = new LinkedHashMap<>(metrics);
    List<String> messages = new ArrayList<>(table.messages());
    messages.addAll(log.messages());
    report.put("messages", messages);
    AtomicFile.write(
        directory.file(RunDirectory.METRICS_JSON), writer -> writer.write(JsonText.of(report)));
    return QualityText.of(quality);
  }

  private TableModel train(RunDirectory directory, RunLog log, Checkpoints checkpoints)
      throws IOException {
    try {
      return TableTraining.train(
          table.shortName(),
          table.name(),
          table.rows(),
          table.split(),
          table.fitted(),
          config,
          log,
          checkpoints);
    } finally {
      AtomicFile.write(directory.file(RunDirectory.METRICS_CSV), log::writeCsv);
    }
  }

  private TableQuality quality(TableModel model) {
    RowSplit split = table.split();
    try (ShardExecutor executor =
        config.threads() == 0 ? ShardExecutor.ofAllCores() : new ShardExecutor(config.threads())) {
      TableBatch synthetic = model.sample(0, split.training().rows(), config.seed(), executor);
      return TableComparison.of(
          split.training(), split.heldOut(), synthetic, null, config.seed(), executor);
    }
  }
}
