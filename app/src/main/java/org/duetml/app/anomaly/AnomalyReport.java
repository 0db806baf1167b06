package org.duetml.app.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.Statistic;
import org.duetml.app.experiment.Summary;
import org.duetml.app.experiment.Table;

/**
 * Tables of figures, the worst data first.
 *
 * @param protocol whose figures these are
 * @param summaries one for each table, the worst first
 * @param means of all tables, over seeds
 * @param published figures of others; none where their protocol is another
 */
public record AnomalyReport(
    Protocol protocol,
    List<Summary> summaries,
    Map<String, Statistic> means,
    PublishedFigures published) {
  private static final int DIGITS = 1;

  /**
   * The report of one protocol.
   *
   * @param protocol of the figures
   * @param results of all protocols; failures are left out
   * @param published figures of others by the protocol {@link Protocol#PUBLISHED}
   * @return the report
   */
  public static AnomalyReport of(
      Protocol protocol, List<CellResult> results, PublishedFigures published) {
    List<CellResult> measured =
        results.stream()
            .filter(result -> result.failure().isEmpty())
            .filter(result -> result.experiment().equals(AnomalyBenchmark.name(protocol)))
            .toList();
    List<Summary> summaries = new ArrayList<>(Summary.of(measured));
    summaries.sort(Comparator.comparing(summary -> auroc(summary).mean()));
    boolean comparable = protocol == Protocol.PUBLISHED;
    return new AnomalyReport(
        protocol, summaries, means(measured), comparable ? published : PublishedFigures.none());
  }

  /** Those that were measured. */
  private List<Detector> detectors() {
    return Arrays.stream(Detector.values()).filter(d -> means.containsKey(d.auroc())).toList();
  }

  private static Statistic auroc(Summary summary) {
    return summary.figures().get(Detector.ENERGY.auroc());
  }

  /** The mean over tables for each seed, then the statistic of these. */
  private static Map<String, Statistic> means(List<CellResult> measured) {
    Map<String, Map<Long, List<Double>>> values = new LinkedHashMap<>();
    for (CellResult result : measured) {
      result
          .figures()
          .forEach(
              (name, value) ->
                  values
                      .computeIfAbsent(name, _ -> new LinkedHashMap<>())
                      .computeIfAbsent(result.seed(), _ -> new ArrayList<>())
                      .add(((Number) value).doubleValue()));
    }
    Map<String, Statistic> means = new LinkedHashMap<>();
    values.forEach(
        (name, bySeed) ->
            means.put(
                name,
                Statistic.of(
                    bySeed.values().stream().map(all -> Statistic.of(all).mean()).toList())));
    return means;
  }

  /**
   * Areas under the ROC curve, times 100.
   *
   * @return a row for each table, the worst first, then their mean
   */
  public Table auroc() {
    List<String> header = new ArrayList<>(List.of("AUROC x 100", "rows", "columns"));
    for (Detector detector : detectors()) {
      header.add(detector.title());
    }
    if (!published.methods().isEmpty()) {
      header.add("best published");
    }
    List<List<String>> rows = new ArrayList<>();
    for (Summary summary : summaries) {
      List<String> row = new ArrayList<>(List.of(summary.label()));
      row.add(whole(summary.figures().get("training_rows")));
      row.add(whole(summary.figures().get("columns")));
      for (Detector detector : detectors()) {
        row.add(percent(summary.figures().get(detector.auroc())));
      }
      published.best(List.of(summary.label())).ifPresent(row::add);
      rows.add(row);
    }
    rows.add(meanRow());
    return new Table(header, rows);
  }

  private List<String> meanRow() {
    List<String> row = new ArrayList<>(List.of("mean of %d".formatted(summaries.size()), "", ""));
    for (Detector detector : detectors()) {
      row.add(percent(means.get(detector.auroc())));
    }
    published.best(summaries.stream().map(Summary::label).toList()).ifPresent(row::add);
    return row;
  }

  /**
   * Average precisions, times 100.
   *
   * @return a row for each table in the order of {@link #auroc()}, then their mean
   */
  public Table averagePrecision() {
    List<String> header = new ArrayList<>(List.of("AUCPR x 100"));
    List<List<String>> rows = new ArrayList<>();
    for (Detector detector : detectors()) {
      header.add(detector.title());
    }
    for (Summary summary : summaries) {
      rows.add(precisions(summary.label(), summary.figures()));
    }
    rows.add(precisions("mean of %d".formatted(summaries.size()), means));
    return new Table(header, rows);
  }

  private List<String> precisions(String label, Map<String, Statistic> figures) {
    List<String> row = new ArrayList<>(List.of(label));
    for (Detector detector : detectors()) {
      row.add(percent(figures.get(detector.precision())));
    }
    return row;
  }

  /**
   * All figures for programs.
   *
   * @return by table, and {@code mean}: mean and standard deviation of each figure over the seeds
   */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    summaries.forEach(summary -> members.put(summary.label(), members(summary.figures())));
    members.put("mean", members(means));
    return members;
  }

  private static Map<String, Object> members(Map<String, Statistic> figures) {
    Map<String, Object> members = new LinkedHashMap<>();
    figures.forEach(
        (name, statistic) -> {
          members.put(name, statistic.mean());
          if (statistic.count() > 1) {
            members.put(name + "_sd", statistic.sd());
          }
        });
    return members;
  }

  private static String whole(Statistic figure) {
    return String.format(Locale.ROOT, "%.0f", figure.mean());
  }

  private static String percent(Statistic figure) {
    return new Statistic(100 * figure.mean(), 100 * figure.sd(), figure.count()).text(DIGITS);
  }
}
