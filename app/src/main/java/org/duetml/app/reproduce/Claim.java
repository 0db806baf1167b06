package org.duetml.app.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.duetml.app.experiment.Statistic;

/**
 * A statement that one cell is better than another, or no worse, in one figure of which less is
 * better.
 *
 * @param text in words
 * @param first label of the cell that is said to be better
 * @param second label of the cell it is compared with
 * @param kind what is said
 */
record Claim(String text, String first, String second, Kind kind) {
  /** What is said. */
  enum Kind {
    /** The first is better. */
    BETTER,
    /** The first is not worse by more than a margin. */
    NO_WORSE
  }

  /**
   * The 97.5 % quantiles of Student's t distribution for 1 to 10 degrees of freedom; the last
   * serves as a bound for more.
   */
  private static final double[] STUDENT = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228
  };

  /**
   * What the results say of a claim.
   *
   * @param difference first minus second over the seeds that both have
   * @param halfWidth of the 95 % interval of the mean difference; infinite for one seed
   * @param verdict holds, does not hold or not decided
   */
  record Outcome(Statistic difference, double halfWidth, String verdict) {
    /** For example {@code -0.0021 ± 0.0034}. */
    String differenceText() {
      return Double.isInfinite(halfWidth)
          ? String.format(Locale.ROOT, "%+.4f", difference.mean())
          : String.format(Locale.ROOT, "%+.4f ± %.4f", difference.mean(), halfWidth);
    }
  }

  /**
   * Decides.
   *
   * @param results of the cells
   * @param figure which; less is better
   * @param margin for {@link Kind#NO_WORSE}
   * @return empty if no seed has both cells
   */
  Optional<Outcome> decide(Results results, String figure, double margin) {
    Map<Long, Double> ofSecond = results.bySeed(second, figure);
    List<Double> differences = new ArrayList<>();
    results
        .bySeed(first, figure)
        .forEach(
            (seed, value) -> {
              if (ofSecond.containsKey(seed)) {
                differences.add(value - ofSecond.get(seed));
              }
            });
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    Statistic difference = Statistic.of(differences);
    double halfWidth = halfWidth(difference);
    String verdict = verdict(difference.mean(), halfWidth, margin);
    return Optional.of(new Outcome(difference, halfWidth, verdict));
  }

  private static double halfWidth(Statistic difference) {
    if (difference.count() == 1) {
      return Double.POSITIVE_INFINITY;
    }
    int degrees = Math.min(difference.count() - 1, STUDENT.length);
    return STUDENT[degrees - 1] * difference.sd() / Math.sqrt(difference.count());
  }

  private String verdict(double mean, double halfWidth, double margin) {
    if (mean - halfWidth > 0) {
      return "does not hold";
    }
    boolean holds =
        switch (kind) {
          case BETTER -> mean + halfWidth < 0;
          case NO_WORSE -> mean + halfWidth <= margin;
        };
    return holds ? "holds" : "not decided";
  }
}
