package org.duetml.app.reproduce;

import java.util.List;
import java.util.Map;

/** The names of what the comparison of energies measures. */
final class EnergyFigures {
  static final String DIVERGENCE = "kl_data_model";
  static final String AUROC = "auroc_uniform";
  static final String AUROC_IDEAL = "auroc_uniform_ideal";
  static final String CORRELATION = "log_density_correlation";
  static final String FORWARD = "rows_forward";
  static final String BACKWARD = "rows_backward";
  static final String SECONDS = "processor_seconds";
  static final String UPDATES = "updates";

  /** Those of the tables, in their order. */
  static final List<String> ALL =
      List.of(DIVERGENCE, AUROC, AUROC_IDEAL, CORRELATION, FORWARD, BACKWARD, SECONDS);

  private EnergyFigures() {}

  static void putCost(
      Map<String, Object> figures, String prefix, NetworkRows rows, double seconds) {
    figures.put(prefix + FORWARD, rows.forward());
    figures.put(prefix + BACKWARD, rows.backward());
    figures.put(prefix + SECONDS, seconds);
  }
}
