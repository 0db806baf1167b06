package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.duetml.app.bench.Bench;
import org.duetml.app.bench.BenchPart;
import org.duetml.app.bench.BenchSettings;
import org.duetml.app.bench.BenchText;
import org.duetml.app.file.JsonText;
import org.duetml.app.screen.StageLine;
import org.duetml.app.screen.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code duet bench}. */
@Command(
    name = "bench",
    sortOptions = false,
    description = {
      "Measure how fast this machine is at Duet's work.",
      "",
      "Training steps beside the peak of a core, whole iterations of the game, sampling, scoring,"
          + " memory and start-up: two to three minutes on two cores. The figures mean most while"
          + " nothing else runs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet bench",
      "  duet bench --quick",
      "  duet bench --only game,rates --threads 1 --json",
      "  duet bench --only cost"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 1024;

  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "A first impression in a few seconds.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      converter = BenchParts.Converter.class,
      completionCandidates = BenchParts.Names.class,
      description = "Some of ${COMPLETION-CANDIDATES}. Default: all but cost.")
  private Set<BenchPart> only;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Measure with 1 to so many threads. Default: as many as there are cores.")
  private Integer threads;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    BenchSettings settings =
        quick ? BenchSettings.quick(mostThreads()) : BenchSettings.usual(mostThreads());
    Set<BenchPart> parts =
        only == null ? EnumSet.complementOf(EnumSet.of(BenchPart.COST)) : EnumSet.copyOf(only);
    Map<String, Object> figures;
    Terminal terminal = Terminal.detect();
    try (StageLine progress =
        new StageLine(spec.commandLine().getErr(), terminal.style(quiet), terminal.columns())) {
      figures = new Bench(settings, progress::show).run(parts);
    }
    PrintWriter screen = spec.commandLine().getOut();
    screen.print(json ? JsonText.of(figures) : BenchText.of(figures));
    screen.flush();
    return ExitCode.OK;
  }

  private int mostThreads() {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1 || threads > MOST_THREADS) {
      throw new UsageException("--threads %d: expected 1 to %d".formatted(threads, MOST_THREADS));
    }
    return threads;
  }
}
