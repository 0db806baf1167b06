package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duetml.app.screen.Progress;
import org.duetml.app.screen.ResultTable;
import org.duetml.app.screen.Terminal;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.gcd.TrainingStoppedException;
import org.duetml.model.CheckpointStore;
import org.duetml.model.DuetModel;
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
      "The folder holds model/, metrics.json, metrics.csv, samples.csv, config.yaml and pictures."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet train 8gaussians",
      "  duet train 8gaussians --out runs/ppo --seed 1 --set gcd.sampler-step=ppo",
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
      description = "What to learn: ${COMPLETION-CANDIDATES}.")
  private String data;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where to write; new or empty. Default: runs/DATA-TIME.")
  private Path out;

  @Mixin private ConfigOptions configOptions;

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
    if (data == null) {
      throw new UsageException("DATA is missing; expected what to learn, or --resume FOLDER");
    }
    DataSource source = DataArgument.resolve(data);
    DuetModel start = continuation == null ? null : ModelArgument.load(continuation.from);
    DuetConfig config =
        configOptions.applyTo(start == null ? DuetConfig.defaults() : start.config());
    TrainingRun run = plan(source, start, config);
    RunDirectory directory =
        RunDirectory.create(
            out == null ? RunDirectory.fresh(source.name(), LocalDateTime.now()) : out);
    try (RunLock _ = RunLock.of(directory.path())) {
      Files.createDirectories(directory.checkpoints());
      if (start != null) {
        start.save(directory.start());
      }
      new RunRecord(arguments(), config).write(directory.record());
      return execute(run, directory);
    }
  }

  private TrainingRun plan(DataSource source, DuetModel start, DuetConfig config) {
    return start == null
        ? TrainingRun.anew(source, config)
        : TrainingRun.continuing(start, source, config, continuation.phases.set());
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
    try (RunLock _ = RunLock.of(resume)) {
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
      RunRecord record = RunRecord.read(directory.record());
      TrainCommand original = new TrainCommand();
      new CommandLine(original).parseArgs(record.arguments().toArray(String[]::new));
      noPictures = original.noPictures;
      continuation = original.continuation;
      DuetModel start = continuation == null ? null : DuetModel.load(directory.start());
      DataSource source = DataArgument.resolve(original.data);
      return execute(plan(source, start, record.config()), directory);
    }
  }

  private void requireNothingBeside() {
    boolean alone = data == null && out == null && continuation == null && !noPictures;
    if (!alone || !configOptions.isEmpty()) {
      throw new UsageException(
          "--resume %s: takes data, configuration and phases from the folder; expected no other"
                  .formatted(resume)
              + " argument but --quiet");
    }
  }

  private int execute(TrainingRun run, RunDirectory directory) throws IOException {
    PrintWriter screen = spec.commandLine().getErr();
    String advice = "interrupted; go on with: %s train --resume %s";
    Map<String, Object> metrics;
    try (Progress progress = progress(run)) {
      CheckpointStore checkpoints =
          new CheckpointStore(
              directory.checkpoints(), run.config().checkpoint().every(), progress::onMessage);
      try (Interruption interruption =
          new Interruption(checkpoints::stop, advice.formatted(duet(), directory.path()), screen)) {
        metrics = run.execute(directory, progress, !noPictures, checkpoints, interruption);
        directory.finish();
      }
    } catch (TrainingStoppedException _) {
      // Who asked for it says so, and ends the process.
      return ExitCode.SOFTWARE;
    }
    report(metrics, directory);
    return ExitCode.OK;
  }

  private static String duet() {
    return System.getProperty("duet.command", "duet");
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private Progress progress(TrainingRun run) {
    Terminal terminal = Terminal.detect();
    return new Progress(
        spec.commandLine().getErr(),
        terminal.style(quiet),
        terminal.columns(),
        run.config(),
        run.phases(),
        System::nanoTime);
  }

  private void report(Map<String, Object> metrics, RunDirectory directory) {
    PrintWriter screen = spec.commandLine().getOut();
    screen.println();
    screen.print(ResultTable.of(metrics));
    screen.printf(
        """

        Everything is in %1$s
        Next:
          %2$s sample %1$s -n 1000 -o points.csv
          %2$s evaluate %1$s
          %2$s report %1$s
        """,
        directory.path(), duet());
    screen.flush();
  }
}
