package org.duetml.app.reproduce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.experiment.Statistic;
import org.duetml.app.experiment.Summary;

/**
 * A row of the comparison of energies: one way to train on one mixture, over its seeds.
 *
 * @param data name of the mixture
 * @param method for people
 * @param settings that the search chose; empty for GCD
 * @param figures by name; none if every seed failed
 */
record EnergyRow(String data, String method, String settings, Map<String, Statistic> figures) {
  /** Copies the figures. */
  EnergyRow {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** The rows of some results, three of them for GCD, in the order of the results. */
  static List<EnergyRow> of(List<CellResult> results) {
    List<EnergyRow> rows = new ArrayList<>();
    for (Summary summary : Summary.of(results)) {
      if (summary.label().equals(GcdEnergy.LABEL)) {
        rows.add(gcd(summary, "GCD", ""));
        rows.add(gcd(summary, "GCD before calibration", GcdEnergy.BEFORE_CALIBRATION));
        rows.add(gcd(summary, "GCD without the game", GcdEnergy.WITHOUT_GAME));
      } else {
        String settings =
            "rate %s, %s"
                .formatted(
                    summary.settings().get(ContrastiveEnergy.LEARNING_RATE),
                    summary.settings().get(ContrastiveEnergy.STEP));
        rows.add(new EnergyRow(summary.experiment(), summary.label(), settings, summary.figures()));
      }
    }
    return rows;
  }

  private static EnergyRow gcd(Summary summary, String method, String prefix) {
    Map<String, Statistic> figures = new LinkedHashMap<>();
    for (String figure : EnergyFigures.ALL) {
      Statistic statistic = summary.figures().get(prefix + figure);
      if (statistic != null) {
        figures.put(figure, statistic);
      }
    }
    return new EnergyRow(summary.experiment(), method, "", figures);
  }

  /** Mean over the seeds; infinite if all failed. */
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
