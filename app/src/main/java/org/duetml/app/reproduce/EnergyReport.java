package org.duetml.app.reproduce;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.duetml.Duet;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.Statistic;
import org.duetml.app.experiment.Summary;
import org.duetml.app.experiment.Table;
import org.duetml.app.file.AtomicFile;

/**
 * What the comparison of energies found, for people and for programs.
 *
 * @param scale how much work was put in
 * @param results of GCD and of the baselines with their chosen settings
 * @param searched results of the candidates
 * @param command what the user typed
 */
record EnergyReport(
    EnergyScale scale, List<CellResult> results, List<CellResult> searched, String command) {
  private static final List<String> HEADER =
      List.of(
          "energy by",
          "KL",
          "AUROC",
          "ideal",
          "correlation",
          "million rows forward",
          "backward",
          "seconds",
          "settings");

  /** The figures of the CSV file, in its order. */
  private static final List<String> FIGURES =
      List.of(
          EnergyFigures.DIVERGENCE,
          EnergyFigures.AUROC,
          EnergyFigures.AUROC_IDEAL,
          EnergyFigures.CORRELATION,
          EnergyFigures.FORWARD,
          EnergyFigures.BACKWARD,
          EnergyFigures.SECONDS);

  /**
   * A row of the tables.
   *
   * @param data name of the mixture
   * @param label of the method
   * @param figures by name
   * @param settings chosen, empty for GCD
   */
  private record Row(String data, String label, Map<String, Statistic> figures, String settings) {
    double divergence() {
      Statistic statistic = figures.get(EnergyFigures.DIVERGENCE);
      return statistic == null ? Double.POSITIVE_INFINITY : statistic.mean();
    }

    String text(String figure, int digits) {
      Statistic statistic = figures.get(figure);
      return statistic == null ? "failed" : statistic.text(digits);
    }

    String millions(String figure) {
      Statistic statistic = figures.get(figure);
      return statistic == null
          ? "failed"
          : String.format(Locale.ROOT, "%.1f", statistic.mean() / 1e6);
    }
  }

  void write(Path directory) throws IOException {
    AtomicFile.write(directory.resolve("table.md"), writer -> writer.write(markdown()));
    AtomicFile.write(directory.resolve("table.csv"), writer -> writer.write(csv().csv()));
  }

  /** A table for each mixture, for a screen. */
  String screen() {
    StringBuilder text = new StringBuilder();
    byData()
        .forEach(
            (data, rows) -> text.append("%n%s%n%n".formatted(data)).append(table(rows).text()));
    return text.append('\n').append(best()).toString();
  }

  private String markdown() {
    StringBuilder text = new StringBuilder("# Energies: GCD beside contrastive divergence\n\n");
    text.append("    ").append(command).append("\n\n").append(about());
    byData()
        .forEach(
            (data, rows) ->
                text.append("\n## %s\n\n".formatted(data)).append(table(rows).markdown()));
    text.append("\n").append(best());
    text.append("\n## How the settings were chosen\n\n").append(aboutSearch());
    text.append(searchTable().markdown());
    List<String> failures = failures();
    if (!failures.isEmpty()) {
      text.append("\n## Failed\n\n");
      failures.forEach(failure -> text.append("- ").append(failure).append('\n'));
    }
    return text.toString();
  }

  private String about() {
    return """
    %s. Duet %s, Java %s, %d processors. Mean ± standard deviation over %d seeds; %,d rows of data per figure.

    Every energy is the same network. CD-k starts its chains at the data, PCD-k goes on with a buffer of chains; k Langevin
    steps per update, %d rows and as many chains. Each gets the processor time that GCD took on one thread for the
    same data and seed, so that figures depend on the machine. KL is KL(data, model) by quadrature. Rows are
    counted through all networks, whatever their size; of GCD, most go through the sampler, which the others do not have.
    """
        .formatted(
            LocalDate.now(),
            Duet.version(),
            Runtime.version(),
            Runtime.getRuntime().availableProcessors(),
            scale.seeds().size(),
            scale.samples(),
            ChainKind.BATCH);
  }

  private String aboutSearch() {
    return """
    KL of each candidate on seed %d with %s of GCD's time; the smallest is chosen for each data set and kind and used for all
    seeds. The rate is that of Adam, eps the step of Langevin dynamics in units of the variance l^2 of a mode.

    """
        .formatted(scale.seeds().getFirst(), scale.searchShare());
  }

  private Map<String, List<Row>> byData() {
    return rows().stream()
        .collect(Collectors.groupingBy(Row::data, LinkedHashMap::new, Collectors.toList()));
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Summary summary : Summary.of(results)) {
      String data = summary.experiment();
      if (summary.label().equals(GcdEnergy.LABEL)) {
        rows.add(row(summary, "GCD", ""));
        rows.add(row(summary, "GCD before calibration", GcdEnergy.BEFORE_CALIBRATION));
        rows.add(row(summary, "GCD without the game", GcdEnergy.WITHOUT_GAME));
      } else {
        String settings =
            "rate %s, %s"
                .formatted(
                    summary.settings().get(ContrastiveEnergy.LEARNING_RATE),
                    summary.settings().get(ContrastiveEnergy.STEP));
        rows.add(new Row(data, summary.label(), summary.figures(), settings));
      }
    }
    return rows;
  }

  private static Row row(Summary summary, String label, String prefix) {
    Map<String, Statistic> figures = new LinkedHashMap<>();
    for (String figure : FIGURES) {
      Statistic statistic = summary.figures().get(prefix + figure);
      if (statistic != null) {
        figures.put(figure, statistic);
      }
    }
    return new Row(summary.experiment(), label, figures, "");
  }

  private static Table table(List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      cells.add(
          List.of(
              row.label(),
              row.text(EnergyFigures.DIVERGENCE, 4),
              row.text(EnergyFigures.AUROC, 4),
              row.text(EnergyFigures.AUROC_IDEAL, 4),
              row.text(EnergyFigures.CORRELATION, 4),
              row.millions(EnergyFigures.FORWARD),
              row.millions(EnergyFigures.BACKWARD),
              row.text(EnergyFigures.SECONDS, 1),
              row.settings()));
    }
    return new Table(HEADER, cells);
  }

  /** One line for each mixture. */
  private String best() {
    StringBuilder text = new StringBuilder();
    byData()
        .forEach(
            (data, rows) -> {
              Row best =
                  rows.stream().min(Comparator.comparingDouble(Row::divergence)).orElseThrow();
              text.append(
                  "Smallest KL on %s: %s, %s%n"
                      .formatted(data, best.label(), best.text(EnergyFigures.DIVERGENCE, 4)));
            });
    return text.toString();
  }

  private Table csv() {
    List<String> header = new ArrayList<>(List.of("data", "method", "settings", "seeds"));
    for (String figure : FIGURES) {
      header.add(figure);
      header.add(figure + "_sd");
    }
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows()) {
      List<String> line = new ArrayList<>(List.of(row.data(), row.label(), row.settings()));
      Statistic divergence = row.figures().get(EnergyFigures.DIVERGENCE);
      line.add(Integer.toString(divergence == null ? 0 : divergence.count()));
      for (String figure : FIGURES) {
        Statistic statistic = row.figures().get(figure);
        line.add(statistic == null ? "" : Double.toString(statistic.mean()));
        line.add(statistic == null ? "" : Double.toString(statistic.sd()));
      }
      cells.add(line);
    }
    return new Table(header, cells);
  }

  /** A row for each data set and kind, a column for each candidate. */
  private Table searchTable() {
    Map<String, Map<String, String>> byKind = new LinkedHashMap<>();
    for (CellResult result : searched) {
      String[] parts = result.label().split(", ", 2);
      Object divergence = result.figures().get(EnergyFigures.DIVERGENCE);
      byKind
          .computeIfAbsent(result.experiment() + " " + parts[0], _ -> new LinkedHashMap<>())
          .put(
              parts[1],
              divergence instanceof Double value
                  ? String.format(Locale.ROOT, "%.3f", value)
                  : "failed");
    }
    List<String> header = new ArrayList<>(List.of("kind"));
    byKind.values().stream().findFirst().ifPresent(choices -> header.addAll(choices.keySet()));
    List<List<String>> cells = new ArrayList<>();
    byKind.forEach(
        (kind, choices) -> {
          List<String> line = new ArrayList<>(List.of(kind));
          line.addAll(choices.values());
          cells.add(line);
        });
    return new Table(header, cells);
  }

  private List<String> failures() {
    List<String> failures = new ArrayList<>();
    for (CellResult result : results) {
      result
          .failure()
          .ifPresent(
              failure ->
                  failures.add(
                      "%s, %s, seed %d: %s"
                          .formatted(result.experiment(), result.label(), result.seed(), failure)));
    }
    return failures;
  }
}
