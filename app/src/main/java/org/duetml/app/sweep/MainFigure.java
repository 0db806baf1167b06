package org.duetml.app.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duetml.Evaluation;
import org.duetml.app.experiment.Statistic;
import org.duetml.app.experiment.Summary;

/**
 * How a figure is shown.
 *
 * @param name as in {@code metrics.json}
 * @param title for people
 * @param digits after the decimal point
 * @param better which direction is
 */
record MainFigure(String name, String title, int digits, Better better) {
  /** Which direction is better. */
  enum Better {
    LOWER,
    HIGHER,
    /** Not known, or neither. */
    NEITHER
  }

  /** The figures of the table, in its order. */
  static final List<MainFigure> ALL =
      List.of(
          new MainFigure("sliced_wasserstein", "sliced W2", 4, Better.LOWER),
          new MainFigure("sliced_wasserstein_floor", "floor", 4, Better.NEITHER),
          new MainFigure("sliced_wasserstein_exact", "exact sliced W2", 4, Better.LOWER),
          new MainFigure("sliced_wasserstein_exact_floor", "exact floor", 4, Better.NEITHER),
          new MainFigure("auroc_uniform", "AUROC", 3, Better.HIGHER),
          new MainFigure("kl_data_model", "KL", 4, Better.LOWER),
          new MainFigure("within_3sd", "within 3 sd", 3, Better.HIGHER),
          new MainFigure(Evaluation.TRAINING_SECONDS, "seconds", 1, Better.LOWER));

  private static final int USUAL_DIGITS = 4;

  /** The figure of this name; one that is not in the table is shown plainly. */
  static MainFigure named(String name) {
    Optional<MainFigure> main = ALL.stream().filter(f -> f.name().equals(name)).findFirst();
    return main.orElse(new MainFigure(name, name.replace('_', ' '), USUAL_DIGITS, Better.NEITHER));
  }

  /**
   * The best combination for each data, as far as a direction is better. Combinations of which a
   * cell failed are left out, however well the others did.
   */
  List<Summary> best(List<Summary> summaries) {
    if (better == Better.NEITHER) {
      return List.of();
    }
    Map<String, Summary> best = new LinkedHashMap<>();
    for (Summary summary : summaries) {
      if (summary.failures().isEmpty() && Double.isFinite(worth(summary))) {
        best.merge(
            summary.settings().get(SweepRequest.DATA),
            summary,
            (earlier, later) -> worth(later) > worth(earlier) ? later : earlier);
      }
    }
    return List.copyOf(best.values());
  }

  /** Higher is better; NaN where it was not measured. */
  private double worth(Summary summary) {
    Statistic statistic = summary.figures().get(name);
    if (statistic == null) {
      return Double.NaN;
    }
    return better == Better.HIGHER ? statistic.mean() : -statistic.mean();
  }
}
