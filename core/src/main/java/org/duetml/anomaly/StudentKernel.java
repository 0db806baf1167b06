package org.duetml.anomaly;

import org.duetml.kernel.Kernels;

/**
 * Mixtures of multivariate Student densities with 3 degrees of freedom, {@code t(q) = exp(log
 * normaliser) (1 + q / 3)^(-(3 + D) / 2)} of a squared Mahalanobis distance q (Kotz and Nadarajah
 * 2004, section 1.1). Its tails fall with a power of the distance, so a row far from all others is
 * left a finite surprise and does not dictate the bandwidth. Stateless but for the dimension.
 */
final class StudentKernel {
  static final int DEGREES = 3;

  private final int dimension;
  private final double logNormalizer;

  StudentKernel(int dimension) {
    this.dimension = dimension;
    logNormalizer =
        logGammaOfHalf(DEGREES + dimension)
            - logGammaOfHalf(DEGREES)
            - 0.5 * dimension * StrictMath.log(DEGREES * Math.PI);
  }

  /** {@code log Gamma(n / 2)}, by {@code Gamma(x + 1) = x Gamma(x)}. */
  static double logGammaOfHalf(int n) {
    double sum = n % 2 == 0 ? 0 : 0.5 * StrictMath.log(Math.PI);
    for (int twice = n % 2 == 0 ? 2 : 1; twice < n; twice += 2) {
      sum += StrictMath.log(0.5 * twice);
    }
    return sum;
  }

  /** The logarithm of the density at its centre, for a unit metric. */
  double logNormalizer() {
    return logNormalizer;
  }

  /** How much less a centre at squared distance q pulls than a Gaussian one: the weight of EM. */
  double pull(double squaredDistance) {
    return (DEGREES + dimension) / (DEGREES + squaredDistance);
  }

  /**
   * {@code terms[j] = logWeights[j] - (3 + D) / 2 log(1 + terms[j] / 3)}.
   *
   * @param terms squared distances, overwritten with the logarithms of the terms
   * @param logWeights one for each
   * @param count how many
   */
  void logTerms(float[] terms, float[] logWeights, int count) {
    for (int j = 0; j < count; j++) {
      terms[j] = 1 + terms[j] * (1f / DEGREES);
    }
    Kernels.get().log(terms, terms, 0, count);
    float half = 0.5f * (DEGREES + dimension);
    for (int j = 0; j < count; j++) {
      terms[j] = logWeights[j] - half * terms[j];
    }
  }

  /**
   * Makes terms their shares of the sum.
   *
   * @param terms logarithms, overwritten with {@code exp(term - largest)}
   * @param count how many, at least 1
   * @return the logarithm of the sum of exponentials; minus infinity if there is none
   */
  static double logSum(float[] terms, int count) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < count; j++) {
      largest = Math.max(largest, terms[j]);
    }
    if (largest == Float.NEGATIVE_INFINITY) {
      return largest;
    }
    for (int j = 0; j < count; j++) {
      terms[j] -= largest;
    }
    Kernels.get().exp(terms, terms, 0, count);
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += terms[j];
    }
    return largest + StrictMath.log(sum);
  }
}
