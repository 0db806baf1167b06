package org.duetml.tabular.encoding;

import java.util.Arrays;
import org.duetml.data.StandardNormal;

/**
 * {@code z = quantile(F(x))}: the distribution function F of the column, piecewise linear, then the
 * quantile of N(0, 1). A value at which F jumps owns the interval of its probability, and lies at a
 * given place in it. Beyond the ends the map goes on as a line, so that values far out of range
 * stay far.
 *
 * @param values the knots, not falling; equal neighbours make a jump
 * @param probabilities F there, from 0 to 1, not falling
 * @param step of the grid that values are spread over, 0 for none
 * @param edge what is kept from probabilities 0 and 1, whose quantiles are infinite
 * @param tail values per unit of z beyond the ends, above 0
 */
record QuantileScale(double[] values, double[] probabilities, double step, double edge, double tail)
    implements NumberScale {
  QuantileScale {
    if (values.length < 2 || values.length != probabilities.length) {
      throw new IllegalArgumentException(
          "%d values and %d probabilities: expected as many of each, at least 2"
              .formatted(values.length, probabilities.length));
    }
    requireRising(values);
    requireRising(probabilities);
    if (probabilities[0] != 0 || probabilities[probabilities.length - 1] != 1) {
      throw new IllegalArgumentException("probabilities: expected them to go from 0 to 1");
    }
    if (!StandardScale.isStep(step)
        || !(edge > 0 && edge < 0.5)
        || !(tail > 0)
        || Double.isInfinite(tail)) {
      throw new IllegalArgumentException(
          "step %s, edge %s, tail %s: expected at least 0, 0 to 0.5, above 0"
              .formatted(step, edge, tail));
    }
    values = values.clone();
    probabilities = probabilities.clone();
  }

  private static void requireRising(double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i]) || i > 0 && numbers[i] < numbers[i - 1]) {
        throw new IllegalArgumentException(
            "knot %d is %s: expected finite numbers that do not fall".formatted(i, numbers[i]));
      }
    }
  }

  /** A copy. */
  @Override
  public double[] values() {
    return values.clone();
  }

  /** A copy. */
  @Override
  public double[] probabilities() {
    return probabilities.clone();
  }

  @Override
  public double apply(double value, double place) {
    double spread = value + (place - 0.5) * step;
    double lowest = values[0];
    double highest = values[values.length - 1];
    if (spread < lowest) {
      return image(0) + (spread - lowest) / tail;
    }
    if (spread > highest) {
      return image(1) + (spread - highest) / tail;
    }
    return image(probability(spread, place));
  }

  private double image(double probability) {
    return StandardNormal.quantile(edge + (1 - 2 * edge) * probability);
  }

  private double probability(double value, double place) {
    int first = lowerBound(values, value);
    if (values[first] > value) {
      return between(first - 1, value);
    }
    int last = first;
    while (last + 1 < values.length && values[last + 1] == value) {
      last++;
    }
    return probabilities[first] + place * (probabilities[last] - probabilities[first]);
  }

  private double between(int knot, double value) {
    double fraction = (value - values[knot]) / (values[knot + 1] - values[knot]);
    return probabilities[knot] + fraction * (probabilities[knot + 1] - probabilities[knot]);
  }

  @Override
  public double invert(double image) {
    double probability = (StandardNormal.cdf(image) - edge) / (1 - 2 * edge);
    if (probability <= 0) {
      return values[0];
    }
    if (probability >= 1) {
      return values[values.length - 1];
    }
    int next = lowerBound(probabilities, probability);
    double rise = probabilities[next] - probabilities[next - 1];
    double fraction = (probability - probabilities[next - 1]) / rise;
    return values[next - 1] + fraction * (values[next] - values[next - 1]);
  }

  /** The first place whose number is at least this one; there is one. */
  private static int lowerBound(double[] numbers, double number) {
    int found = Arrays.binarySearch(numbers, number);
    int place = found >= 0 ? found : -found - 1;
    while (place > 0 && numbers[place - 1] == number) {
      place--;
    }
    return place;
  }

  @Override
  public double[] knots() {
    return values();
  }

  @Override
  public boolean reaches(double from, double to) {
    for (int i = 1; i < values.length && values[i - 1] <= to; i++) {
      if (values[i] >= from && probabilities[i] > probabilities[i - 1]) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String label() {
    return "quantile";
  }
}
