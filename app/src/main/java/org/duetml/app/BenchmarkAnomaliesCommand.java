package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.duetml.app.anomaly.AnomalyBenchmark;
import org.duetml.app.anomaly.AnomalyReport;
import org.duetml.app.anomaly.NegativeKind;
import org.duetml.app.anomaly.Protocol;
import org.duetml.app.anomaly.PublishedFigures;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.file.AtomicFile;
import org.duetml.app.file.JsonText;
import org.duetml.app.screen.ExperimentProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duet benchmark anomalies}. */
@Command(
    name = "anomalies",
    sortOptions = false,
    description = {
      "Find the anomalies of labelled tables: Duet's score beside nearest neighbours and an"
          + " isolation forest.",
      "",
      "Every .csv, .csv.gz and .parquet of the folder needs a column 'label', 0 for normal rows and"
          + " 1 for anomalies, and numbers in all others; a missing value becomes its column's"
          + " mean. Half of the normal rows are trained on, all others are scored. Labels are used"
          + " for nothing but the figures. The same command goes on where it was interrupted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet benchmark anomalies tables",
      "  duet benchmark anomalies tables --protocol clean --seeds 1 --json",
      "  duet benchmark anomalies tables --seeds 1 --negatives none,noise,sampler,game"
    })
final class BenchmarkAnomaliesCommand implements Callable<Integer> {
  private static final int MOST_SEEDS = 1000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "Where the tables are.")
  private Path folder;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description =
          "clean: a random half of the normal rows. published: the first half, tables under 1000"
              + " rows resampled first, as in Livernoche et al. (2024). Default: both.")
  private String protocol;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Seeds of every table, from 0 on. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--negatives",
      paramLabel = "KIND",
      split = ",",
      description =
          "Show beside it what refining the score against negatives adds, a column for each of"
              + " noise (rows with noise), sampler (samples of a pretrained sampler), game (after"
              + " joint training). Default: none.")
  private List<String> negatives = List.of("none");

  @Option(
      names = "--published",
      paramLabel = "FILE",
      description =
          "AUROC of others to show beside: dataset,METHOD,... Default: "
              + PublishedFigures.FILE
              + " in the folder, if there is one.")
  private Path published;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      defaultValue = "runs/benchmark-anomalies",
      description = "Where results are kept. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--json", description = "Print a JSON object in place of tables.")
  private boolean json;

  @Mixin private JobOptions jobs;

  @Override
  public Integer call() throws IOException {
    List<Protocol> protocols = protocols();
    requireSensible();
    Set<NegativeKind> kinds = kinds();
    Path others = published == null ? folder.resolve(PublishedFigures.FILE) : published;
    PublishedFigures figures =
        published != null || Files.exists(others)
            ? PublishedFigures.read(others)
            : PublishedFigures.none();
    AnomalyBenchmark benchmark =
        new AnomalyBenchmark(AnomalyBenchmark.read(folder, others), protocols, seeds, kinds);
    Files.createDirectories(out);
    try (RunLock _ = RunLock.of(out, spec.commandLine().getErr())) {
      List<CellResult> results = run(benchmark);
      show(protocols.stream().map(p -> AnomalyReport.of(p, results, figures)).toList());
      boolean failed = results.stream().anyMatch(result -> result.failure().isPresent());
      return failed ? ExitCode.SOFTWARE : ExitCode.OK;
    }
  }

  private List<CellResult> run(AnomalyBenchmark benchmark) throws IOException {
    try (ExperimentProgress progress = jobs.progress()) {
      return benchmark.run(out, jobs.workers(), progress);
    }
  }

  private List<Protocol> protocols() {
    if (protocol == null) {
      return List.of(Protocol.PUBLISHED, Protocol.CLEAN);
    }
    return switch (protocol) {
      case "published" -> List.of(Protocol.PUBLISHED);
      case "clean" -> List.of(Protocol.CLEAN);
      default ->
          throw new UsageException(
              "--protocol %s: expected published or clean".formatted(protocol));
    };
  }

  private Set<NegativeKind> kinds() {
    Set<NegativeKind> kinds = EnumSet.noneOf(NegativeKind.class);
    for (String name : negatives) {
      kinds.add(
          Arrays.stream(NegativeKind.values())
              .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--negatives %s: expected some of none, noise, sampler, game, with"
                                  .formatted(name)
                              + " commas between")));
    }
    return kinds;
  }

  private void requireSensible() {
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new UsageException("--seeds %d: expected 1 to %d".formatted(seeds, MOST_SEEDS));
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageException("%s: no such folder; expected one with tables".formatted(folder));
    }
  }

  /** A protocol without a result, because everything failed, has no table. */
  private void show(List<AnomalyReport> all) throws IOException {
    List<AnomalyReport> reports = all.stream().filter(r -> !r.summaries().isEmpty()).toList();
    String markdown =
        reports.stream()
            .map(
                report ->
                    "## Protocol %s%n%n%s%n%s"
                        .formatted(
                            name(report),
                            report.auroc().markdown(),
                            report.averagePrecision().markdown()))
            .collect(Collectors.joining("\n"));
    AtomicFile.write(out.resolve("table.md"), writer -> writer.write(markdown));
    PrintWriter screen = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> members = new LinkedHashMap<>();
      reports.forEach(report -> members.put(name(report), report.members()));
      screen.print(JsonText.of(members));
    } else {
      for (AnomalyReport report : reports) {
        screen.printf("protocol %s%n", name(report));
        screen.println(report.auroc().text());
        screen.println(report.averagePrecision().text());
      }
    }
    screen.flush();
  }

  private static String name(AnomalyReport report) {
    return report.protocol().name().toLowerCase(Locale.ROOT);
  }
}
