package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duetml.Evaluation;
import org.duetml.app.file.JsonText;
import org.duetml.app.screen.ResultTable;
import org.duetml.data.DataSource;
import org.duetml.kernel.ShardExecutor;
import org.duetml.model.DuetModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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
      "  duet evaluate runs/8gaussians-... --data rings"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The folder of a run or of a model.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      completionCandidates = DataArgument.Names.class,
      description =
          "What to measure against: ${COMPLETION-CANDIDATES}. Default: its training data.")
  private String data;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many samples to draw. Default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(names = "--json", description = "Print a JSON object, as in metrics.json.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (samples < 100) {
      throw new UsageException("--samples %d: expected at least 100".formatted(samples));
    }
    DuetModel loaded = ModelArgument.load(model);
    DataSource source = DataArgument.resolve(data == null ? loaded.provenance().data() : data);
    PrintWriter screen = spec.commandLine().getOut();
    try (ShardExecutor executor = new ShardExecutor(1)) {
      Map<String, Object> metrics = Evaluation.of(loaded, source, samples, executor);
      screen.print(json ? JsonText.of(metrics) : ResultTable.of(metrics));
    }
    screen.flush();
    return ExitCode.OK;
  }
}
