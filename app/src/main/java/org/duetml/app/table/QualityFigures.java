package org.duetml.app.table;

import java.util.LinkedHashMap;
import java.util.Map;
import org.duetml.tabular.quality.TableQuality;

/** The main figures of a comparison of synthetic with real rows. */
final class QualityFigures {
  private QualityFigures() {}

  /** As in {@code metrics.json}: finite figures by name, their floors under {@code X_floor}. */
  static Map<String, Object> of(TableQuality quality) {
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
}
