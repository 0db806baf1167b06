package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.duetml.app.table.ScoredPoints;
import org.duetml.app.table.ScoredTable;
import org.duetml.tabular.TableInput;
import org.duetml.tabular.model.TableModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duet score}. */
@Command(
    name = "score",
    sortOptions = false,
    description = {
      "Find the rows of a table that do not fit a model.",
      "",
      "Writes the table again with the columns energy, anomaly_percentile, p_value, anomaly,",
      "log_density (of the encoded row, where it can be trusted) and contributing_columns.",
      "For a model that was trained on built-in data: energy and log_density of columns x1, x2, ..."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet score models/tx new.csv -o scored.csv",
      "  duet score models/tx new.parquet -o scored.parquet --false-positive-rate 0.001",
      "  duet score models/tx 'new/*.csv' -o scored.csv.gz --contributors 0"
    })
final class ScoreCommand implements Callable<Integer> {
  private static final int MOST_CONTRIBUTORS = 100;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The folder of a run or of a model.")
  private Path model;

  @Parameters(
      paramLabel = "TABLE",
      description = "CSV, TSV, Parquet or JSON lines, a file or a pattern.")
  private String table;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "Where to write, in the form of its ending.")
  private Path out;

  @Option(
      names = "--false-positive-rate",
      paramLabel = "RATE",
      defaultValue = "0.01",
      description =
          "How many of the rows that do fit may be called anomalies. Default: ${DEFAULT-VALUE}.")
  private double falsePositiveRate;

  @Option(
      names = "--contributors",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How many columns to name that contribute most; 0 is much faster. Default:"
              + " ${DEFAULT-VALUE}.")
  private int contributors;

  @Override
  public Integer call() throws IOException {
    if (!(falsePositiveRate > 0 && falsePositiveRate < 1)) {
      throw new UsageException(
          "--false-positive-rate %s: expected above 0 and below 1".formatted(falsePositiveRate));
    }
    if (contributors < 0 || contributors > MOST_CONTRIBUTORS) {
      throw new UsageException(
          "--contributors %d: expected 0 to %d".formatted(contributors, MOST_CONTRIBUTORS));
    }
    Path folder = ModelArgument.folder(model);
    PrintWriter screen = spec.commandLine().getErr();
    if (!TableModel.isIn(folder)) {
      ScoredPoints points = new ScoredPoints(ModelArgument.load(model));
      try (TableInput input = TableInput.open(table)) {
        points.write(input, out);
      }
      return ExitCode.OK;
    }
    ScoredTable scored = new ScoredTable(TableModel.load(folder), falsePositiveRate, contributors);
    try (TableInput input = TableInput.open(table)) {
      scored.write(input, out);
    }
    screen.print(scored.summary());
    screen.flush();
    return ExitCode.OK;
  }
}
