package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duetml.app.screen.Progress;
import org.duetml.app.screen.ResultTable;
import org.duetml.app.screen.Terminal;
import org.duetml.config.DuetConfig;
import org.duetml.data.DataSource;
import org.duetml.model.DuetModel;
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
      "  duet train moons --from runs/moons-... --phases game,calibration"
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DATA",
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
    DataSource source = DataArgument.resolve(data);
    TrainingRun run = plan(source);
    RunDirectory directory =
        RunDirectory.create(
            out == null ? RunDirectory.fresh(source.name(), LocalDateTime.now()) : out);
    Map<String, Object> metrics;
    try (Progress progress = progress(run)) {
      metrics = run.execute(directory, progress, !noPictures);
    }
    report(metrics, directory);
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
    String duet = System.getProperty("duet.command", "duet");
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
        directory.path(), duet);
    screen.flush();
  }
}
