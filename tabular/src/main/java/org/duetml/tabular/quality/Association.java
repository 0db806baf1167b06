package org.duetml.tabular.quality;

import java.util.Arrays;
import org.duetml.metric.Correlation;

/**
 * How strongly two columns go together, on the rows where neither is missing. The measures for
 * categories are corrected for the bias of small tables, so that independent columns have an
 * expected value near 0 whatever their number of categories.
 */
final class Association {
  /** With fewer complete rows, nothing is said. */
  static final int FEWEST_ROWS = 5;

  private Association() {}

  /**
   * One column of chosen rows.
   *
   * @param numbers NaN where missing; null for categories
   * @param codes from 0, -1 where missing; null for numbers
   * @param categories how many codes there are
   */
  record Values(double[] numbers, int[] codes, int categories) {
    private boolean isMissing(int row) {
      return numbers == null ? codes[row] < 0 : Double.isNaN(numbers[row]);
    }
  }

  /**
   * Pearson's correlation of two numbers, Cramér's V of two categories, or the correlation ratio of
   * a number and a category.
   *
   * @return in [-1, 1] for numbers, else in [0, 1]; NaN where a column is constant or there are too
   *     few rows
   */
  static double between(Values a, Values b) {
    int[] rows = complete(a, b);
    if (rows.length < FEWEST_ROWS) {
      return Double.NaN;
    }
    if (a.numbers() != null && b.numbers() != null) {
      return Correlation.of(chosen(a.numbers(), rows), chosen(b.numbers(), rows));
    }
    if (a.numbers() == null && b.numbers() == null) {
      return cramersV(
          chosen(a.codes(), rows), a.categories(), chosen(b.codes(), rows), b.categories());
    }
    Values number = a.numbers() != null ? a : b;
    Values category = a.numbers() != null ? b : a;
    return correlationRatio(
        chosen(number.numbers(), rows), chosen(category.codes(), rows), category.categories());
  }

  private static int[] complete(Values a, Values b) {
    int all = a.numbers() == null ? a.codes().length : a.numbers().length;
    int[] rows = new int[all];
    int count = 0;
    for (int row = 0; row < all; row++) {
      if (!a.isMissing(row) && !b.isMissing(row)) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  private static double[] chosen(double[] values, int[] rows) {
    double[] chosen = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = values[rows[i]];
    }
    return chosen;
  }

  private static int[] chosen(int[] values, int[] rows) {
    int[] chosen = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = values[rows[i]];
    }
    return chosen;
  }

  /** Cramér's V (1946) with the correction of Bergsma (2013). */
  private static double cramersV(int[] a, int categoriesOfA, int[] b, int columns) {
    int[] joint = new int[categoriesOfA * columns];
    int[] ofA = new int[categoriesOfA];
    int[] ofB = new int[columns];
    for (int i = 0; i < a.length; i++) {
      joint[a[i] * columns + b[i]]++;
      ofA[a[i]]++;
      ofB[b[i]]++;
    }
    double sum = 0;
    for (int i = 0; i < joint.length; i++) {
      if (joint[i] > 0) {
        sum += (double) joint[i] * joint[i] / ((double) ofA[i / columns] * ofB[i % columns]);
      }
    }
    double n = a.length;
    double r = present(ofA) - 1.0;
    double k = present(ofB) - 1.0;
    double phiSquared = Math.max(0, sum - 1 - r * k / (n - 1));
    double most = Math.min(r - r * r / (n - 1), k - k * k / (n - 1));
    return r == 0 || k == 0 || most <= 0 ? Double.NaN : Math.min(1, Math.sqrt(phiSquared / most));
  }

  /**
   * The correlation ratio of Fisher: the root of the share of a number's variance that lies between
   * the categories, with the correction of Kelley (1935).
   */
  private static double correlationRatio(double[] numbers, int[] codes, int categories) {
    int[] counts = new int[categories];
    double[] sums = new double[categories];
    double total = 0;
    for (int i = 0; i < numbers.length; i++) {
      counts[codes[i]]++;
      sums[codes[i]] += numbers[i];
      total += numbers[i];
    }
    double mean = total / numbers.length;
    double within = 0;
    double all = 0;
    for (int i = 0; i < numbers.length; i++) {
      double ofCategory = numbers[i] - sums[codes[i]] / counts[codes[i]];
      within += ofCategory * ofCategory;
      all += (numbers[i] - mean) * (numbers[i] - mean);
    }
    int groups = present(counts);
    boolean constant = Arrays.stream(numbers).allMatch(value -> value == numbers[0]);
    if (constant || groups < 2 || groups >= numbers.length) {
      return Double.NaN;
    }
    double unexplained = within / all * (numbers.length - 1) / (numbers.length - groups);
    return Math.sqrt(Math.max(0, 1 - unexplained));
  }

  private static int present(int[] counts) {
    return (int) Arrays.stream(counts).filter(count -> count > 0).count();
  }
}
