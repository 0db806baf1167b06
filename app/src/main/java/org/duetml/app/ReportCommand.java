package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.duetml.app.file.AtomicFile;
import org.duetml.app.report.Report;
import org.duetml.app.report.RunFiles;
import org.duetml.app.report.SweepDocument;
import org.duetml.kernel.ShardExecutor;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duet report}. */
@Command(
    name = "report",
    sortOptions = false,
    description = {
      "Write one page that shows runs and sweeps in a browser.",
      "",
      "The page is a single file that needs no network: it can be sent or put anywhere."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet report runs/8gaussians-...",
      "  duet report runs/first runs/second -o both.html",
      "  duet report sweeps/tau"
    })
final class ReportCommand implements Callable<Integer> {
  private static final String REPORT = "report.html";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "1..*",
      description = "Folders of runs, models or sweeps.")
  private List<Path> folders;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where to write. Default: " + REPORT + " in the first folder.")
  private Path out;

  @Option(names = "--force", description = "Overwrite FILE even if it is no report.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    List<RunFiles> runs = new ArrayList<>();
    List<Path> sweeps = new ArrayList<>();
    for (Path folder : folders) {
      if (SweepDocument.isSweep(folder)) {
        sweeps.add(folder);
      } else {
        runs.add(run(folder));
      }
    }
    Path target = out == null ? folders.getFirst().resolve(REPORT) : out;
    requireReplaceable(target);
    try (ShardExecutor executor = ShardExecutor.ofAllCores()) {
      Report.write(runs, sweeps, command(), target, executor);
    }
    PrintWriter screen = spec.commandLine().getOut();
    screen.println("Open in a browser: " + target);
    screen.flush();
    return ExitCode.OK;
  }

  private static RunFiles run(Path folder) {
    Path model = ModelArgument.folder(folder);
    if (!Files.isRegularFile(model.resolve("config.json"))) {
      throw new UsageException(
          "FOLDER %s: holds neither a model nor a sweep; expected the folder of a run"
              .formatted(folder));
    }
    return new RunFiles(
        name(folder),
        model,
        folder.resolve(RunDirectory.METRICS_JSON),
        folder.resolve(RunDirectory.METRICS_CSV),
        folder.resolve(RunDirectory.CONFIG),
        folder.resolve(RunDirectory.QUALITY));
  }

  /** The folder's own name; of the model in a run, the run's. */
  private static String name(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    boolean inside = absolute.endsWith(RunDirectory.MODEL) && absolute.getNameCount() > 1;
    Path named = inside ? absolute.getParent() : absolute;
    return String.valueOf(named.getFileName());
  }

  private void requireReplaceable(Path target) throws IOException {
    AtomicFile.requireWritable(target);
    if (Files.isRegularFile(target) && !force && !Report.isReport(target)) {
      throw new UsageException(
          "--out %s: is no report and would be lost; choose another name or add --force"
              .formatted(target));
    }
  }

  /** As it was typed. */
  private String command() {
    List<String> words = spec.commandLine().getParseResult().originalArgs();
    return "duet " + String.join(" ", words);
  }
}
