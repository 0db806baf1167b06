package org.duetml.tabular.encoding;

import java.util.Arrays;

/**
 * How a column of numbers is scaled. In this order:
 *
 * <ol>
 *   <li>values that recur three times on average, at most {@value #MOST_CLOSED} different ones, are
 *       a closed set: a quantile scale with a jump at each, so that no other value is generated;
 *   <li>skewness of at most 1 in size, excess kurtosis of at most 3 and no value that makes up
 *       {@value #ATOM_PERCENT} % of the rows: the standard scale;
 *   <li>otherwise a quantile scale with {@value #KNOTS} knots, and knots around every value that
 *       makes up {@value #ATOM_PERCENT} % of the rows, such as 0.
 * </ol>
 */
final class NumberScaleRule {
  private static final int REPEATS = 3;
  private static final int MOST_CLOSED = 1024;
  private static final int KNOTS = 256;
  private static final int ATOM_PERCENT = 1;
  private static final int FEWEST_REPEATS = 5;
  private static final double MOST_SKEWNESS = 1;
  private static final double MOST_EXCESS_KURTOSIS = 3;

  /** Makes a normal distribution's interquartile range its standard deviation. */
  private static final double NORMAL_QUARTILES = 1.349;

  private final double[] sorted;
  private final Resolution resolution;

  /** Distinct values, rising, and how many rows are at most each. */
  private final double[] distinct;

  private final int[] cumulative;

  private NumberScaleRule(double[] values, Resolution resolution) {
    sorted = values.clone();
    Arrays.sort(sorted);
    this.resolution = resolution;
    distinct = Arrays.stream(sorted).distinct().toArray();
    cumulative = new int[distinct.length];
    int place = 0;
    for (int i = 0; i < distinct.length; i++) {
      while (place < sorted.length && sorted[place] == distinct[i]) {
        place++;
      }
      cumulative[i] = place;
    }
  }

  /**
   * The scale for a column.
   *
   * @param values finite, at least two different ones; not changed
   * @param resolution their grid
   * @return the scale
   */
  static NumberScale of(double[] values, Resolution resolution) {
    NumberScaleRule rule = new NumberScaleRule(values, resolution);
    int different = rule.distinct.length;
    if (different <= MOST_CLOSED && (long) different * REPEATS <= values.length) {
      return rule.closedSet();
    }
    double step = resolution.step();
    return rule.isNearNormal() ? new StandardScale(rule.mean(), rule.sd(), step) : rule.quantiles();
  }

  private int count(int i) {
    return cumulative[i] - before(i);
  }

  private int before(int i) {
    return i == 0 ? 0 : cumulative[i - 1];
  }

  private boolean isAtom(int i) {
    return count(i) >= FEWEST_REPEATS && 100L * count(i) >= (long) ATOM_PERCENT * sorted.length;
  }

  private double mean() {
    double sum = 0;
    for (double value : sorted) {
      sum += value;
    }
    return sum / sorted.length;
  }

  private double sd() {
    return Math.sqrt(moment(mean(), 2));
  }

  private double moment(double mean, int power) {
    double sum = 0;
    for (double value : sorted) {
      double deviation = value - mean;
      double product = deviation * deviation;
      sum += power == 2 ? product : power == 3 ? product * deviation : product * product;
    }
    return sum / sorted.length;
  }

  private boolean isNearNormal() {
    for (int i = 0; i < distinct.length; i++) {
      if (isAtom(i) && resolution == Resolution.NONE) {
        return false;
      }
    }
    double mean = mean();
    double variance = moment(mean, 2);
    double skewness = moment(mean, 3) / (variance * Math.sqrt(variance));
    double excess = moment(mean, 4) / (variance * variance) - 3;
    return Math.abs(skewness) <= MOST_SKEWNESS && excess <= MOST_EXCESS_KURTOSIS;
  }

  private NumberScale closedSet() {
    double[] values = new double[2 * distinct.length];
    double[] probabilities = new double[values.length];
    for (int i = 0; i < distinct.length; i++) {
      values[2 * i] = distinct[i];
      values[2 * i + 1] = distinct[i];
      probabilities[2 * i] = fraction(before(i));
      probabilities[2 * i + 1] = fraction(cumulative[i]);
    }
    return scale(values, probabilities, 0);
  }

  /** Knots at the edges of cells: of the first, the last, atoms, and where a quantile is passed. */
  private NumberScale quantiles() {
    double half = resolution.step() / 2;
    double[] values = new double[2 * distinct.length];
    double[] probabilities = new double[values.length];
    int knots = 0;
    for (int i = 0; i < distinct.length; i++) {
      if (i == 0 || isAtom(i)) {
        values[knots] = distinct[i] - half;
        probabilities[knots++] = fraction(before(i));
      }
      if (i == distinct.length - 1 || isAtom(i) || passesQuantile(i)) {
        values[knots] = distinct[i] + half;
        probabilities[knots++] = fraction(cumulative[i]);
      }
    }
    return scale(
        Arrays.copyOf(values, knots), Arrays.copyOf(probabilities, knots), resolution.step());
  }

  private boolean passesQuantile(int i) {
    return quantile(before(i)) != quantile(cumulative[i]);
  }

  private long quantile(int rows) {
    return (long) rows * KNOTS / sorted.length;
  }

  private double fraction(int rows) {
    return (double) rows / sorted.length;
  }

  private NumberScale scale(double[] values, double[] probabilities, double step) {
    double edge = 0.5 / (sorted.length + 1.0);
    double quartiles = sorted[3 * (sorted.length - 1) / 4] - sorted[(sorted.length - 1) / 4];
    double tail = Math.max(sd(), quartiles / NORMAL_QUARTILES);
    return new QuantileScale(values, probabilities, step, edge, tail);
  }
}
