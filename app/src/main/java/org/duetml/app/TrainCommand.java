package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.duetml.app.screen.Progress;
import org.duetml.app.screen.Terminal;
import org.duetml.app.table.TableOptions;
import org.duetml.app.table.TableTrainingRun;
import org.duetml.app.table.TrainingTable;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.gcd.TrainingStoppedException;
import org.duetml.model.CheckpointStore;
import org.duetml.model.DuetModel;
import org.duetml.tabular.TableInput;
import picocli.CommandLine;
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
      "  duet train moons --from runs/moons-... --phases game,calibration",
      "  duet train --resume runs/moons-..."
    })
final class TrainCommand implements Callable<Integer> {
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

  @Option(
      names = "--resume",
      paramLabel = "FOLDER",
      description = "Go on with a run that was interrupted, to the same bits; needs nothing else.")
  private Path resume;

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
    return resume == null ? begin() : resume();
  }

  private int begin() throws IOException {
    if (out != null && Files.exists(out)) {
      RunDirectory.create(out); // refuses one that is taken, before a table is read
    }
    DuetModel start = continuation == null ? null : ModelArgument.load(continuation.from);
    TrainingJob job = tableOptions.areWanted(data) ? tableJob() : pointsJob(start);
    RunDirectory directory =
        RunDirectory.create(
            out == null ? RunDirectory.fresh(job.name(), LocalDateTime.now()) : out);
    try (RunLock _ = RunLock.of(directory.path())) {
      Files.createDirectories(directory.checkpoints());
      if (start != null) {
        start.save(directory.start());
      }
      new RunRecord(arguments(), job.config(), job.fingerprint()).write(directory.record());
      return execute(job, directory);
    }
  }

  private TrainingJob pointsJob(DuetModel start) throws IOException {
    tableOptions.requireUnused();
    DataSource source = DataArgument.resolve(data);
    DuetConfig settings = start == null ? DuetConfig.defaults() : start.config();
    return pointsJob(source, start, configOptions.applyTo(settings));
  }

  private TrainingJob pointsJob(DataSource source, DuetModel start, DuetConfig config) {
    return start == null
        ? TrainingRun.anew(source, config, !noPictures)
        : TrainingRun.continuing(start, source, config, continuation.phases.set(), !noPictures);
  }

  private TrainingJob tableJob() throws IOException {
    if (continuation != null) {
      throw new UsageException("--from: a table is learned anew; expected no --from and --phases");
    }
    long begin = System.nanoTime();
    Duration budget = tableOptions.budget();
    TrainingTable table = table(configOptions.applyTo(DuetConfig.defaults()).seed());
    DuetConfig wanted = configOptions.applyTo(table.defaults());
    PrintWriter screen = spec.commandLine().getOut();
    screen.print(table.description());
    screen.flush();
    Duration spent = Duration.ofNanos(System.nanoTime() - begin);
    return new TableTrainingRun(table, table.within(budget, spent, wanted, screen));
  }

  private TrainingTable table(long seed) throws IOException {
    try (TableInput input = tableOptions.open(data)) {
      return TrainingTable.read(input, tableOptions.choice(), tableOptions.rows(), seed);
    }
  }

  /** What stands after {@code train}. */
  private List<String> arguments() {
    List<String> all = spec.commandLine().getParseResult().originalArgs();
    return all.subList(all.indexOf(spec.name()) + 1, all.size());
  }

  private int resume() throws IOException {
    requireNothingBeside();
    RunDirectory directory = new RunDirectory(resume);
    if (!Files.isDirectory(resume)) {
      throw new UsageException("--resume %s: there is no such folder".formatted(resume));
    }
    try (RunLock _ = RunLock.of(resume, spec.commandLine().getErr())) {
      if (directory.isFinished()) {
        directory.finish();
        say("%s: the run is finished, there is nothing to resume".formatted(resume));
        return ExitCode.OK;
      }
      if (!directory.isUnfinished()) {
        throw new UsageException(
            "--resume %s: holds no run that was interrupted; expected the folder of one"
                .formatted(resume));
      }
      directory.removeLeftovers();
      return execute(recorded(directory), directory);
    }
  }

  /** What the run in a folder was asked to do, from the same data. */
  private TrainingJob recorded(RunDirectory directory) throws IOException {
    RunRecord record = RunRecord.read(directory.record());
    TrainCommand original = new TrainCommand();
    new CommandLine(original).parseArgs(record.arguments().toArray(String[]::new));
    TrainingJob job = original.again(record.config(), directory);
    if (!job.fingerprint().equals(record.data())) {
      throw new UsageException(
          "--resume %s: the data have changed since the run began; restore them, or train anew"
              .formatted(resume));
    }
    return job;
  }

  /** The job of these arguments with a configuration that was settled before. */
  private TrainingJob again(DuetConfig config, RunDirectory directory) throws IOException {
    if (tableOptions.areWanted(data)) {
      return new TableTrainingRun(table(config.seed()), config);
    }
    DuetModel start = continuation == null ? null : DuetModel.load(directory.start());
    return pointsJob(DataArgument.resolve(data), start, config);
  }

  private void requireNothingBeside() {
    boolean alone = data == null && out == null && continuation == null && !noPictures;
    if (!alone || !configOptions.isEmpty() || !tableOptions.isEmpty()) {
      throw new UsageException(
          "--resume %s: takes data, configuration and phases from the folder; expected no other"
                  .formatted(resume)
              + " argument but --quiet");
    }
  }

  private int execute(TrainingJob job, RunDirectory directory) throws IOException {
    PrintWriter screen = spec.commandLine().getErr();
    String advice = "interrupted; go on with: %s train --resume %s";
    String result;
    try (Progress progress = progress(job)) {
      CheckpointStore checkpoints =
          new CheckpointStore(
              directory.checkpoints(), job.config().checkpoint().every(), progress::onMessage);
      try (Interruption interruption =
          new Interruption(checkpoints::stop, advice.formatted(duet(), directory.path()), screen)) {
        result = job.execute(directory, progress, checkpoints, interruption);
        directory.finish();
      }
    } catch (TrainingStoppedException _) {
      // Who asked for it says so, and ends the process.
      return ExitCode.SOFTWARE;
    }
    say("%n%s%nEverything is in %s%nNext:".formatted(result, directory.path()));
    say(job.next().formatted(directory.path(), duet()).stripTrailing());
    return ExitCode.OK;
  }

  private static String duet() {
    return System.getProperty("duet.command", "duet");
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private Progress progress(TrainingJob job) {
    Terminal terminal = Terminal.detect();
    return new Progress(
        spec.commandLine().getErr(),
        terminal.style(quiet),
        terminal.columns(),
        job.config(),
        job.phases(),
        System::nanoTime);
  }
}
