package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.duetml.app.screen.Progress;
import org.duetml.app.screen.ResultTable;
import org.duetml.app.screen.Terminal;
import org.duetml.app.table.QualityText;
import org.duetml.app.table.TableOptions;
import org.duetml.app.table.TableTrainingRun;
import org.duetml.app.table.TrainingTable;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.gcd.Phase;
import org.duetml.model.DuetModel;
import org.duetml.tabular.TableInput;
import org.duetml.tabular.quality.TableQuality;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duet train}. */
@Command(
    name = "train",
    sortOptions = false,
    description = {
      "Train a model, measure it and write everything into a new folder.",
      "",
      "The folder holds model/, metrics.json, metrics.csv, samples.csv, config.yaml and pictures;",
      "for a table quality.json in place of samples and pictures."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet train 8gaussians",
      "  duet train 8gaussians --out runs/ppo --seed 1 --set gcd.sampler-step=ppo",
      "  duet train transactions.parquet --exclude id --out models/tx --budget 2m",
      "  duet train --sql \"SELECT * FROM 'x.csv' WHERE price > 0\" --categorical zip",
      "  duet train moons --config my.yaml --iterations 1000 --no-pictures",
      "  duet train moons --from runs/moons-... --phases game,calibration"
    })
final class TrainCommand implements Callable<Integer> {
  private static final String NEXT =
      """
        %2$s sample %1$s -n 1000 -o points.csv
        %2$s evaluate %1$s
        %2$s report %1$s
      """;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DATA",
      arity = "0..1",
      completionCandidates = DataArgument.Names.class,
      description =
          "What to learn: a table (CSV, TSV, Parquet or JSON lines, a file or a pattern) or"
              + " ${COMPLETION-CANDIDATES}.")
  private String data;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where to write; new or empty. Default: runs/DATA-TIME.")
  private Path out;

  @Mixin private ConfigOptions configOptions;

  @Mixin private TableOptions tableOptions;

  @ArgGroup(exclusive = false)
  private Continuation continuation;

  @Option(names = "--no-pictures", description = "Write no pictures.")
  private boolean noPictures;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress; messages and the table stay.")
  private boolean quiet;

  /** Phases that run on a saved model. */
  private static final class Continuation {
    @Option(
        names = "--from",
        required = true,
        paramLabel = "MODEL",
        description = "Go on from a saved model and its configuration.")
    private Path from;

    @Option(
        names = "--phases",
        required = true,
        paramLabel = "PHASE,...",
        completionCandidates = Phases.Names.class,
        converter = Phases.Converter.class,
        description = "What runs on it: some of ${COMPLETION-CANDIDATES}.")
    private Phases phases;
  }

  @Override
  public Integer call() throws IOException {
    if (tableOptions.areWanted(data)) {
      return trainOnTable();
    }
    tableOptions.requireUnused();
    DataSource source = DataArgument.resolve(data);
    TrainingRun run = plan(source);
    RunDirectory directory =
        RunDirectory.create(
            out == null ? RunDirectory.fresh(source.name(), LocalDateTime.now()) : out);
    Map<String, Object> metrics;
    try (Progress progress = progress(run.config(), run.phases())) {
      metrics = run.execute(directory, progress, !noPictures);
    }
    report(metrics, directory);
    return ExitCode.OK;
  }

  private Integer trainOnTable() throws IOException {
    if (continuation != null) {
      throw new UsageException("--from: a table is learned anew; expected no --from and --phases");
    }
    tableOptions.budget();
    TrainingTable table;
    long seed = configOptions.applyTo(DuetConfig.defaults()).seed();
    try (TableInput input = tableOptions.open(data)) {
      table = TrainingTable.read(input, tableOptions.choice(), tableOptions.rows(), seed);
    }
    DuetConfig wanted = configOptions.applyTo(table.defaults());
    RunDirectory directory =
        RunDirectory.create(
            out == null ? RunDirectory.fresh(table.shortName(), LocalDateTime.now()) : out);
    PrintWriter screen = spec.commandLine().getOut();
    screen.print(table.description());
    screen.flush();
    DuetConfig config = table.within(tableOptions.budget(), wanted, screen);
    TableTrainingRun run = new TableTrainingRun(table, config);
    TableQuality quality;
    try (Progress progress = progress(config, EnumSet.allOf(Phase.class))) {
      quality = run.execute(directory, progress);
    }
    screen.println();
    screen.print(QualityText.of(quality));
    next(directory, TableTrainingRun.NEXT);
    return ExitCode.OK;
  }

  private TrainingRun plan(DataSource source) throws IOException {
    if (continuation == null) {
      DuetConfig config = configOptions.applyTo(DuetConfig.defaults());
      return TrainingRun.anew(source, config);
    }
    DuetModel start = ModelArgument.load(continuation.from);
    DuetConfig config = configOptions.applyTo(start.config());
    return TrainingRun.continuing(start, source, config, continuation.phases.set());
  }

  private Progress progress(DuetConfig config, Set<Phase> phases) {
    Terminal terminal = Terminal.detect();
    return new Progress(
        spec.commandLine().getErr(),
        terminal.style(quiet),
        terminal.columns(),
        config,
        phases,
        System::nanoTime);
  }

  private void report(Map<String, Object> metrics, RunDirectory directory) {
    PrintWriter screen = spec.commandLine().getOut();
    screen.println();
    screen.print(ResultTable.of(metrics));
    next(directory, NEXT);
  }

  /** Says where everything is, and what to try next. */
  private void next(RunDirectory directory, String commands) {
    PrintWriter screen = spec.commandLine().getOut();
    String duet = System.getProperty("duet.command", "duet");
    screen.printf("%nEverything is in %s%nNext:%n", directory.path());
    screen.printf(commands, directory.path(), duet);
    screen.flush();
  }
}
