package org.duetml.app.experiment;

import java.util.List;
import java.util.Locale;

/**
 * A figure over several seeds.
 *
 * @param mean arithmetic mean
 * @param sd sample standard deviation, with {@code count - 1}; NaN of one value
 * @param count number of values, at least 1
 */
public record Statistic(double mean, double sd, int count) {
  /**
   * The statistic of some values.
   *
   * @param values at least one
   * @return mean and sample standard deviation, summed in the order given
   */
  public static Statistic of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a mean of no values; expected at least one");
    }
    int count = values.size();
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / count;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Statistic(mean, count == 1 ? Double.NaN : Math.sqrt(squares / (count - 1)), count);
  }

  /**
   * For people.
   *
   * @param digits after the decimal point
   * @return for example {@code 0.0521 ± 0.0030}, of one value {@code 0.0521}
   */
  public String text(int digits) {
    String number = "%." + digits + "f";
    return count == 1
        ? String.format(Locale.ROOT, number, mean)
        : String.format(Locale.ROOT, number + " ± " + number, mean, sd);
  }
}
