package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duetml.Evaluation;
import org.duetml.RefinementEvaluation;
import org.duetml.app.file.JsonText;
import org.duetml.app.screen.ResultTable;
import org.duetml.app.table.QualityText;
import org.duetml.app.table.TableEvaluation;
import org.duetml.data.DataSource;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import org.duetml.tabular.model.TableModel;
import org.duetml.tabular.quality.TableQuality;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duet evaluate}. */
@Command(
    name = "evaluate",
    sortOptions = false,
    description = "Measure a model against its data.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet evaluate runs/8gaussians-...",
      "  duet evaluate runs/8gaussians-... --samples 10000 --json",
      "  duet evaluate runs/8gaussians-... --refine 10",
      "  duet evaluate runs/8gaussians-... --data rings",
      "  duet evaluate models/tx --data held-out.csv"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int FEWEST_SAMPLES = 100;
  private static final int MOST_SAMPLES = 100_000_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The folder of a run or of a model.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      completionCandidates = DataArgument.Names.class,
      description =
          "What to measure against: ${COMPLETION-CANDIDATES}; for the model of a table, a table of"
              + " rows it was not trained on. Default: its training data.")
  private String data;

  @Option(
      names = "--training",
      paramLabel = "DATA",
      description =
          "For the model of a table: the rows it was trained on, to know what real rows reach, and"
              + " whether they shine through.")
  private String training;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many samples to draw. Default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides samples and data. Default: the one that metrics.json was made with.")
  private Long seed;

  @Mixin private RefineOption refine;

  @Option(names = "--json", description = "Print a JSON object, as in metrics.json.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (samples < FEWEST_SAMPLES || samples > MOST_SAMPLES) {
      throw new UsageException(
          "--samples %d: expected %d to %d".formatted(samples, FEWEST_SAMPLES, MOST_SAMPLES));
    }
    if (TableModel.isIn(ModelArgument.folder(model))) {
      return evaluateTable(TableModel.load(ModelArgument.folder(model)));
    }
    if (training != null) {
      throw new UsageException("--training: is for models of tables; expected none for points");
    }
    DuetModel loaded = ModelArgument.load(model);
    refine.requireUsable(loaded);
    Map<String, Object> metrics = measure(loaded);
    PrintWriter screen = spec.commandLine().getOut();
    screen.print(json ? JsonText.of(metrics) : ResultTable.of(metrics) + "\n" + list(metrics));
    screen.flush();
    return ExitCode.OK;
  }

  private Integer evaluateTable(TableModel table) throws IOException {
    if (data == null) {
      throw new UsageException(
          "--data: expected a table of rows that %s was not trained on; its training rows are not kept"
              .formatted(model));
    }
    if (refine.isWanted()) {
      throw new UsageException("--refine: is for models of points; expected none for a table");
    }
    long decides = seed == null ? table.duet().provenance().seed() : seed;
    TableQuality quality = new TableEvaluation(table, samples, decides).of(data, training);
    PrintWriter screen = spec.commandLine().getOut();
    screen.print(json ? quality.toJson() : QualityText.of(quality));
    screen.flush();
    return ExitCode.OK;
  }

  private Map<String, Object> measure(DuetModel loaded) {
    DataSource source = DataArgument.resolve(data == null ? loaded.provenance().data() : data);
    long decides = seed == null ? Evaluation.seedFor(loaded) : seed;
    try (ShardExecutor executor = ShardExecutor.ofAllCores()) {
      Map<String, Object> metrics = Evaluation.of(loaded, source, samples, decides, executor);
      if (refine.isWanted()) {
        metrics.putAll(
            RefinementEvaluation.of(loaded, source, refine.steps(), samples, decides, executor));
      }
      return metrics;
    }
  }

  /** One name and value on each line. */
  private static String list(Map<String, Object> metrics) {
    int width = metrics.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder lines = new StringBuilder();
    metrics.forEach(
        (name, value) ->
            lines
                .append(name)
                .append(" ".repeat(width + 2 - name.length()))
                .append(value)
                .append('\n'));
    return lines.toString();
  }
}
