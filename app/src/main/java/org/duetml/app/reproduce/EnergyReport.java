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

  private static final String ABOUT =
      """

      %s. Duet %s, Java %s, %d processors. Seeds: %d (mean ± standard deviation). %d rows of data for each figure.

      Every energy is the same network. CD-k starts its chains at the data, PCD-k goes on with the chains it has; k
      Langevin steps per update, %d rows of data and as many chains. Each gets the processor time that GCD took on one
      thread for the same data and seed, so that its figures depend on the machine. KL is KL(data, model) by quadrature.
      Rows are counted through all networks, whatever their size.

      "Before calibration" is the energy of the game itself; "without the game" fits the energy to the pretrained
      sampler's weighted samples and plays no game. Both share their beginning with the row above them.
      """;

  private static final String ABOUT_SEARCH =
      """

      KL of each candidate on seed %d, with %s of the time of GCD; for each data set and kind the smallest is chosen,
      for all seeds. The rate is that of Adam and falls to zero; ULA are unadjusted and MALA Metropolis-adjusted
      Langevin steps, of a size eps in units of the variance l^2 of a mode.

      """;

  void write(Path directory) throws IOException {
    AtomicFile.write(directory.resolve("table.md"), writer -> writer.write(markdown()));
    AtomicFile.write(directory.resolve("table.csv"), writer -> writer.write(values().csv()));
  }

  /** A table for each mixture, for a screen. */
  String screen() {
    StringBuilder text = new StringBuilder();
    byData()
        .forEach(
            (data, rows) ->
                text.append('\n').append(data).append("\n\n").append(table(rows).text()));
    return text.append('\n').append(best("")).toString();
  }

  private String markdown() {
    StringBuilder text = new StringBuilder("# Energies: GCD beside contrastive divergence\n\n");
    text.append("    ").append(command).append('\n').append(about());
    byData()
        .forEach(
            (data, rows) ->
                text.append("\n## ").append(data).append("\n\n").append(table(rows).markdown()));
    text.append("\n## In short\n\n").append(best("- "));
    text.append("\n## How the settings were chosen\n").append(aboutSearch());
    text.append(searchTable().markdown());
    if (!failures().isEmpty()) {
      text.append("\n## Failed\n\n").append(failures());
    }
    return text.toString();
  }

  private String about() {
    return ABOUT.formatted(
        LocalDate.now(),
        Duet.version(),
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        scale.seeds().size(),
        scale.samples(),
        ChainKind.BATCH);
  }

  private String aboutSearch() {
    return ABOUT_SEARCH.formatted(scale.seeds().getFirst(), scale.searchShare());
  }

  private Map<String, List<EnergyRow>> byData() {
    return EnergyRow.of(results).stream()
        .collect(Collectors.groupingBy(EnergyRow::data, LinkedHashMap::new, Collectors.toList()));
  }

  private static Table table(List<EnergyRow> rows) {
    List<List<String>> cells = new ArrayList<>();
    for (EnergyRow row : rows) {
      cells.add(
          List.of(
              row.method(),
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
  private String best(String bullet) {
    StringBuilder text = new StringBuilder();
    byData()
        .forEach(
            (data, rows) -> {
              Comparator<EnergyRow> order = Comparator.comparingDouble(EnergyRow::divergence);
              EnergyRow best = rows.stream().min(order).orElseThrow();
              String divergence = best.text(EnergyFigures.DIVERGENCE, 4);
              text.append(
                  "%sSmallest KL on %s: %s, %s\n"
                      .formatted(bullet, data, best.method(), divergence));
            });
    return text.toString();
  }

  private Table values() {
    List<String> header = new ArrayList<>(List.of("data", "method", "settings", "seeds"));
    for (String figure : EnergyFigures.ALL) {
      header.addAll(List.of(figure, figure + "_sd"));
    }
    List<List<String>> lines = new ArrayList<>();
    for (EnergyRow row : EnergyRow.of(results)) {
      Statistic divergence = row.figures().get(EnergyFigures.DIVERGENCE);
      String seeds = divergence == null ? "0" : Integer.toString(divergence.count());
      List<String> line = new ArrayList<>(List.of(row.data(), row.method(), row.settings(), seeds));
      for (String figure : EnergyFigures.ALL) {
        Statistic statistic = row.figures().get(figure);
        line.add(statistic == null ? "" : Double.toString(statistic.mean()));
        line.add(statistic == null ? "" : Double.toString(statistic.sd()));
      }
      lines.add(line);
    }
    return new Table(header, lines);
  }

  /** A row for each data set and kind, a column for each candidate. */
  private Table searchTable() {
    Map<String, Map<String, String>> divergences = new LinkedHashMap<>();
    for (CellResult result : searched) {
      String[] kindAndChoice = result.label().split(", ", 2);
      Object value = result.figures().get(EnergyFigures.DIVERGENCE);
      divergences
          .computeIfAbsent(
              result.experiment() + ", " + kindAndChoice[0], _ -> new LinkedHashMap<>())
          .put(
              kindAndChoice[1],
              value == null ? "failed" : String.format(Locale.ROOT, "%.3f", (Double) value));
    }
    List<String> header = new ArrayList<>(List.of("KL"));
    divergences.values().stream().limit(1).forEach(choices -> header.addAll(choices.keySet()));
    List<List<String>> lines = new ArrayList<>();
    divergences.forEach(
        (kind, choices) -> {
          List<String> line = new ArrayList<>(List.of(kind));
          line.addAll(choices.values());
          lines.add(line);
        });
    return new Table(header, lines);
  }

  /** One line for each cell that failed. */
  private String failures() {
    return results.stream()
        .filter(result -> result.failure().isPresent())
        .map(
            result ->
                "- %s, %s, seed %d: %s\n"
                    .formatted(
                        result.experiment(), result.label(), result.seed(), result.failure().get()))
        .collect(Collectors.joining());
  }
}
