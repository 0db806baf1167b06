package org.duetml.app.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duetml.app.screen.TextTable;
import org.duetml.tabular.quality.TableQuality;

/** The main figures of a comparison of synthetic with real rows. */
public final class QualityFigures {
  private QualityFigures() {}

  /**
   * As in {@code metrics.json}.
   *
   * @param quality the comparison
   * @return finite figures by name, each with its floor under {@code X_floor}
   */
  public static Map<String, Object> of(TableQuality quality) {
    Map<String, Object> figures = new LinkedHashMap<>();
    put(figures, "column_distance", quality.meanDistance(), quality.meanFloor());
    put(
        figures,
        "association_difference",
        quality.associations().meanDifference(),
        quality.associations().floor());
    if (quality.detectability() != null) {
      put(
          figures,
          "detectability_auroc",
          quality.detectability().auroc(),
          quality.detectability().floor());
    }
    if (quality.privacy() != null) {
      put(figures, "near_copies", quality.privacy().nearShare(), quality.privacy().nearFloor());
      figures.put("copies", (long) quality.privacy().copies());
    }
    if (quality.usefulness() != null) {
      put(figures, "usefulness", quality.usefulness().synthetic(), quality.usefulness().real());
    }
    return figures;
  }

  private static void put(Map<String, Object> figures, String name, double value, double floor) {
    if (Double.isFinite(value)) {
      figures.put(name, value);
    }
    if (Double.isFinite(floor)) {
      figures.put(name + "_floor", floor);
    }
  }

  /**
   * As lines for users.
   *
   * @param figures as in {@code metrics.json}
   * @return a table, each figure beside what real rows reach
   */
  public static String table(Map<String, ?> figures) {
    TextTable table = new TextTable();
    table.row(List.of("synthetic rows against held-out rows", "synthetic", "real rows"));
    row(table, figures, "distance of the columns (0 is best)", "column_distance");
    row(table, figures, "difference of the associations (0 is best)", "association_difference");
    row(table, figures, "detectability, AUROC (0.5 is best)", "detectability_auroc");
    row(table, figures, "as near to training rows as 5 % of real ones", "near_copies");
    row(table, figures, "usefulness: learned from them, tested on real", "usefulness");
    return table.toString();
  }

  private static void row(TextTable table, Map<String, ?> figures, String title, String name) {
    if (figures.get(name) instanceof Number) {
      table.row(List.of(title, number(figures.get(name)), number(figures.get(name + "_floor"))));
    }
  }

  private static String number(Object figure) {
    return figure instanceof Number number
        ? String.format(Locale.ROOT, "%.3f", number.doubleValue())
        : "-";
  }
}
