package org.duetml.diffusion;

import java.util.function.DoubleUnaryOperator;

/**
 * How much of the data is left at every step, in the direction of generation: {@code alphaBar(0)}
 * is nearly nothing, {@code alphaBar(T) = 1} is the data itself (algorithm section 2; Ho et al.
 * 2020). Immutable.
 */
public final class NoiseSchedule {
  /** The continuous variance-preserving process of Song et al. 2021: beta from 0.1 to 20. */
  private static final double BETA_MIN = 0.1;

  private static final double BETA_MAX = 20;

  /** Half the range of the sigmoid that spreads beta, as in the usual discrete schedule. */
  private static final double SIGMOID_RANGE = 6;

  /** Offset of the cosine schedule (Nichol and Dhariwal 2021). */
  private static final double COSINE_OFFSET = 0.008;

  /**
   * The cosine schedule ends here, not at 0, where {@code 1 / sqrt(alphaBar)} loses its meaning.
   * The squared cosine is raised as a whole, because a clamp would make neighbouring levels equal
   * and the step between them one without noise.
   */
  private static final double COSINE_END = 1e-5;

  /** How the noise levels are spaced. */
  public enum Kind {
    /** beta grows linearly. */
    LINEAR,
    /** The square root of beta grows linearly. */
    QUADRATIC,
    /** {@code alphaBar} is a squared cosine. */
    COSINE,
    /** beta grows as a sigmoid. */
    SIGMOID,
    /** The noise level {@code sqrt((1 - alphaBar) / alphaBar)} is spaced geometrically. */
    LOG_SNR
  }

  private final double[] alphaBar;

  private NoiseSchedule(double[] alphaBar) {
    this.alphaBar = alphaBar;
  }

  /**
   * A schedule of a given number of steps.
   *
   * @param kind the spacing
   * @param steps T, at least 1
   * @param noiseMin smallest noise level, for {@link Kind#LOG_SNR}
   * @param noiseMax largest noise level, for {@link Kind#LOG_SNR}
   * @return the schedule
   */
  public static NoiseSchedule of(Kind kind, int steps, double noiseMin, double noiseMax) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps = " + steps + ": expected at least 1");
    }
    return switch (kind) {
      case LINEAR -> continuous(steps, NoiseSchedule::linear);
      case QUADRATIC -> continuous(steps, NoiseSchedule::quadratic);
      case COSINE -> continuous(steps, NoiseSchedule::cosine);
      case SIGMOID -> continuous(steps, NoiseSchedule::sigmoid);
      case LOG_SNR -> logSnr(steps, noiseMin, noiseMax);
    };
  }

  /**
   * Noise levels spaced geometrically; with a single step, the largest.
   *
   * @param steps T, at least 1
   * @param noiseMin smallest noise level, above 0
   * @param noiseMax largest noise level, above the smallest
   * @return the schedule
   */
  public static NoiseSchedule logSnr(int steps, double noiseMin, double noiseMax) {
    if (!(noiseMin > 0 && noiseMax > noiseMin)) {
      throw new IllegalArgumentException(
          "noise levels from "
              + noiseMin
              + " to "
              + noiseMax
              + ": expected 0 < smallest < largest");
    }
    double[] alphaBar = new double[steps + 1];
    for (int t = 0; t < steps; t++) {
      double fraction = steps == 1 ? 0 : (double) t / (steps - 1);
      double level = noiseMax * StrictMath.pow(noiseMin / noiseMax, fraction);
      alphaBar[t] = 1 / (1 + level * level);
    }
    alphaBar[steps] = 1;
    return new NoiseSchedule(alphaBar);
  }

  private static NoiseSchedule continuous(int steps, DoubleUnaryOperator alphaBarAt) {
    double[] alphaBar = new double[steps + 1];
    for (int t = 0; t <= steps; t++) {
      double time = (double) (steps - t) / steps;
      alphaBar[t] = alphaBarAt.applyAsDouble(time);
    }
    return new NoiseSchedule(alphaBar);
  }

  private static double linear(double time) {
    return StrictMath.exp(-(BETA_MIN * time + 0.5 * (BETA_MAX - BETA_MIN) * time * time));
  }

  private static double quadratic(double time) {
    double low = StrictMath.sqrt(BETA_MIN);
    double slope = StrictMath.sqrt(BETA_MAX) - low;
    double integral = low * low * time + low * slope * time * time + slope * slope * cube(time) / 3;
    return StrictMath.exp(-integral);
  }

  private static double cosine(double time) {
    return 1 - (1 - COSINE_END) * (1 - squaredCosine(time) / squaredCosine(0));
  }

  private static double squaredCosine(double time) {
    double angle = (time + COSINE_OFFSET) / (1 + COSINE_OFFSET) * StrictMath.PI / 2;
    double cosine = StrictMath.cos(angle);
    return cosine * cosine;
  }

  /** beta(u) = BETA_MIN + (BETA_MAX - BETA_MIN) sigmoid(2 R u - R), integrated in closed form. */
  private static double sigmoid(double time) {
    double softplus = softplus(2 * SIGMOID_RANGE * time - SIGMOID_RANGE) - softplus(-SIGMOID_RANGE);
    double integral = BETA_MIN * time + (BETA_MAX - BETA_MIN) * softplus / (2 * SIGMOID_RANGE);
    return StrictMath.exp(-integral);
  }

  private static double softplus(double x) {
    return StrictMath.log1p(StrictMath.exp(x));
  }

  private static double cube(double x) {
    return x * x * x;
  }

  /**
   * T.
   *
   * @return at least 1
   */
  public int steps() {
    return alphaBar.length - 1;
  }

  /**
   * The squared share of the data in {@code x_t}.
   *
   * @param t from 0 (noise) to T (data)
   * @return in (0, 1]
   */
  public double alphaBar(int t) {
    return alphaBar[t];
  }

  /**
   * {@code alphaBar(t) / alphaBar(t + 1)}: what one noising step leaves.
   *
   * @param t from 0 to T - 1
   * @return in (0, 1]
   */
  public double alpha(int t) {
    return alphaBar[t] / alphaBar[t + 1];
  }

  /**
   * {@code 1 - alpha(t)}: the variance one noising step adds.
   *
   * @param t from 0 to T - 1
   * @return in [0, 1)
   */
  public double beta(int t) {
    return 1 - alpha(t);
  }

  /**
   * {@code sqrt((1 - alphaBar) / alphaBar)}, the noise in units of the data.
   *
   * @param t from 0 to T - 1
   * @return above 0
   */
  public double noiseLevel(int t) {
    return StrictMath.sqrt((1 - alphaBar[t]) / alphaBar[t]);
  }

  /**
   * The standard deviation of the posterior {@code q(x_{t+1} | x_t, x_T)} (Ho et al. 2020, equation
   * 7); 0 at the last step.
   *
   * @param t from 0 to T - 1
   * @return at least 0
   */
  public double posteriorSigma(int t) {
    return StrictMath.sqrt(beta(t) * (1 - alphaBar[t + 1]) / (1 - alphaBar[t]));
  }

  /**
   * The factor of the state in the transition's mean, {@code 1 / sqrt(alpha)}.
   *
   * @param t from 0 to T - 1
   * @return at least 1
   */
  public double stateFactor(int t) {
    return 1 / StrictMath.sqrt(alpha(t));
  }

  /**
   * The factor of the predicted noise in the transition's mean, {@code beta / (sqrt(1 - alphaBar)
   * sqrt(alpha))} (Ho et al. 2020, equation 11).
   *
   * @param t from 0 to T - 1
   * @return above 0
   */
  public double noiseFactor(int t) {
    return beta(t) / StrictMath.sqrt(1 - alphaBar[t]) * stateFactor(t);
  }
}
