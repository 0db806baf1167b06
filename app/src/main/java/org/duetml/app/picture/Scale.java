package org.duetml.app.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** One axis: where a value lies between two ends, and which values are worth a tick. */
sealed interface Scale {
  /** 0 at the lower end, 1 at the upper end. */
  double fraction(double value);

  /** The value at the given part of the way from the lower to the upper end. */
  double value(double fraction);

  /** About the wanted number of round values within the ends. */
  List<Double> ticks(int wanted);

  /** Equal distances for equal differences. */
  record Linear(double from, double to) implements Scale {
    @Override
    public double fraction(double value) {
      return (value - from) / (to - from);
    }

    @Override
    public double value(double fraction) {
      return from + fraction * (to - from);
    }

    @Override
    public List<Double> ticks(int wanted) {
      double step = roundStep((to - from) / wanted);
      List<Double> ticks = new ArrayList<>();
      // The slack keeps a tick that rounding puts just outside an end.
      double slack = step * 1e-9;
      for (double k = Math.ceil((from - slack) / step); k * step <= to + slack; k++) {
        ticks.add(k * step);
      }
      return ticks;
    }

    /** The smallest of 1, 2 and 5 times a power of ten that is at least the given step. */
    private static double roundStep(double step) {
      double power = StrictMath.pow(10, Math.floor(StrictMath.log10(step)));
      for (double factor : new double[] {1, 2, 5}) {
        if (factor * power >= step * (1 - 1e-9)) {
          return factor * power;
        }
      }
      return 10 * power;
    }
  }

  /** Equal distances for equal ratios; the ends are above 0. */
  record Logarithmic(double from, double to) implements Scale {
    /** Ends that are closer may hold only one of 1, 2 and 5 times a power of ten. */
    private static final double NARROW = 5;

    @Override
    public double fraction(double value) {
      return StrictMath.log(value / from) / StrictMath.log(to / from);
    }

    @Override
    public double value(double fraction) {
      return from * StrictMath.pow(to / from, fraction);
    }

    @Override
    public List<Double> ticks(int wanted) {
      if (to / from < NARROW) {
        return new Linear(from, to).ticks(wanted);
      }
      int first = (int) Math.floor(StrictMath.log10(from));
      int last = (int) Math.floor(StrictMath.log10(to));
      double[] factors = factors(to / from);
      int stride = Math.max(1, (last - first + 1) / wanted);
      List<Double> ticks = new ArrayList<>();
      for (int exponent = first; exponent <= last; exponent += stride) {
        for (double factor : factors) {
          double tick = factor * StrictMath.pow(10, exponent);
          if (tick >= from * (1 - 1e-9) && tick <= to * (1 + 1e-9)) {
            ticks.add(tick);
          }
        }
      }
      return ticks;
    }
  }

  /** The fewer, the more decades there are. */
  private static double[] factors(double ratio) {
    if (ratio < 30) {
      return new double[] {1, 2, 5};
    }
    return ratio < 1000 ? new double[] {1, 3} : new double[] {1};
  }

  /** A tick's number with a proper minus sign; its digits tell ticks of a narrow range apart. */
  static String label(double tick) {
    BigDecimal number = new BigDecimal(tick).round(new MathContext(5)).stripTrailingZeros();
    boolean tiny = number.signum() != 0 && Math.abs(tick) < 1e-4;
    String text = tiny ? number.toString() : number.toPlainString();
    return text.replace('-', '\u2212');
  }
}
