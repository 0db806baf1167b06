package org.duetml.tabular.model;

import java.util.Arrays;

/**
 * How many factors rows can show: with the components of four fifths of them, the number for which
 * the other rows are most likely under probabilistic principal components (Tipping and Bishop
 * 1999), that is with noise of one size in all directions beside the factors.
 */
final class FactorNumber {
  private static final int ONE_IN = 5;

  private FactorNumber() {}

  /**
   * Chooses.
   *
   * @param rows standardised, in random order, at least {@value #ONE_IN}
   * @param most the most factors, below the numbers of a row
   * @return from 1 to {@code most}
   */
  static int of(double[][] rows, int most) {
    int held = rows.length / ONE_IN;
    double[][] learned = Arrays.copyOfRange(rows, held, rows.length);
    LeadingComponents components = LeadingComponents.of(learned, most);
    double trace = squares(learned) / learned.length;
    double[] logLikelihoods = new double[most + 1];
    for (int row = 0; row < held; row++) {
      add(logLikelihoods, components, trace, rows[row]);
    }
    int best = 1;
    for (int number = 2; number <= most; number++) {
      best = logLikelihoods[number] > logLikelihoods[best] ? number : best;
    }
    return best;
  }

  private static double squares(double[][] rows) {
    double sum = 0;
    for (double[] row : rows) {
      sum += LeadingComponents.dot(row, row);
    }
    return sum;
  }

  /** Adds twice the log-likelihood of a row with every number of factors, up to a constant. */
  private static void add(
      double[] logLikelihoods, LeadingComponents components, double trace, double[] row) {
    double squares = LeadingComponents.dot(row, row);
    double variance = trace;
    double ofFactors = 0;
    for (int number = 0; number < logLikelihoods.length; number++) {
      int others = row.length - number;
      double noise = variance / others;
      logLikelihoods[number] -= ofFactors + squares / noise + others * StrictMath.log(noise);
      if (number < components.values().length) {
        double eigenvalue = components.values()[number];
        double score = LeadingComponents.dot(row, components.vectors()[number]);
        ofFactors += score * score / eigenvalue + StrictMath.log(eigenvalue);
        squares -= score * score;
        variance -= eigenvalue;
      }
    }
  }
}
