package org.duetml.kernel;

import static org.duetml.kernel.Coefficients.*;

/**
 * Elementary functions of one float. Only additions, multiplications, divisions, fused
 * multiply-adds, comparisons and integer operations, all of which IEEE 754 and Java define to the
 * bit: so the results are the same on every platform, and the same as those of the vector loops.
 */
final class ScalarMath {
  private ScalarMath() {}

  /**
   * The logistic function of x from {@code e = exp(-|x|)}: {@code 1 / (1 + e)}, or {@code e / (1 +
   * e)} below 0. Minimum and maximum choose, because compiled loops over a choice by comparison
   * take one element at a time; where the lifted x is between 0 and 1, e is 1.
   */
  static float sigmoid(float x, float e) {
    return Math.max(e, Math.min(x * LIFT, 1)) / (e + 1);
  }

  /** exp, within 1.1 ulp; 0 or infinity where the result leaves the range of float. */
  static float exp(float argument) {
    float x = argument > EXP_MAX ? EXP_MAX : argument;
    x = x < EXP_MIN ? EXP_MIN : x;
    float rounded = roundedPower(x);
    float p = expOfRemainder(x, rounded - ROUNDER);
    int n = Float.floatToRawIntBits(rounded) - ROUNDER_BITS;
    // In two factors, because 2^n alone may not be a normal float; only the last product rounds.
    int half = n >> 1;
    return p * powerOfTwo(half) * powerOfTwo(n - half);
  }

  /** The nearest integer to {@code x / log 2}, in the low bits of a float near ROUNDER. */
  static float roundedPower(float x) {
    return Math.fma(x, LOG2_E, ROUNDER);
  }

  /** 1 for arguments of exp in its normal range, 0 for those below; NaN stays NaN. */
  static float inNormalRange(float x) {
    return Math.max(Math.fma(x - atLeastNormal(x), LIFT, 1), 0);
  }

  /** The argument, or the least one whose exp is normal. */
  static float atLeastNormal(float x) {
    return Math.max(x, EXP_NORMAL_MIN);
  }

  /** {@code exp(x - n log 2)}, where n is the nearest integer to {@code x / log 2}. */
  static float expOfRemainder(float x, float n) {
    float r = Math.fma(n, -LN2_HIGH, x);
    r = Math.fma(n, -LN2_LOW, r);
    float p = Math.fma(r, E6, E5);
    p = Math.fma(p, r, E4);
    p = Math.fma(p, r, E3);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, 1);
    return Math.fma(p, r, 1);
  }

  static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + EXPONENT_BIAS) << MANTISSA_BITS);
  }

  /** The natural logarithm, within 1.1 ulp; minus infinity at 0, NaN below. */
  static float log(float x) {
    boolean small = x < Float.MIN_NORMAL;
    float lifted = small ? x * SUBNORMAL_FACTOR : x;
    float y = logOfNormal(lifted, small ? SUBNORMAL_SHIFT : 0);
    y = x == 0 ? Float.NEGATIVE_INFINITY : y;
    y = x < 0 ? Float.NaN : y;
    return x < Float.POSITIVE_INFINITY ? y : x;
  }

  /**
   * {@code log(x / 2^shift)} for a normal x above 0: with {@code x = 2^n (1 + f)} and 1 + f between
   * sqrt(1/2) and sqrt(2), so that nothing cancels, it is {@code (n - shift) log 2 + log(1 + f)}.
   */
  static float logOfNormal(float x, float shift) {
    int bits = Float.floatToRawIntBits(x);
    int exponent = (bits - SQRT_HALF_BITS) >> MANTISSA_BITS;
    float n = Float.intBitsToFloat(exponent + ROUNDER_BITS) - ROUNDER - shift;
    float f = Float.intBitsToFloat(bits - (exponent << MANTISSA_BITS)) - 1;
    float p = Math.fma(f, L7, L6);
    p = Math.fma(p, f, L5);
    p = Math.fma(p, f, L4);
    p = Math.fma(p, f, L3);
    p = Math.fma(p, f, L2);
    p = Math.fma(p, f, L1);
    p = Math.fma(p, f, L0);
    p = Math.fma(p, f, -0.5f);
    float low = Math.fma(p, f * f, n * LN2_LOW);
    return Math.fma(n, LN2_HIGH, f + low);
  }

  /** The half turns in an angle, as an integer in the low bits of a float near ROUNDER. */
  static float roundedHalfTurns(float x) {
    return Math.fma(x, ONE_OVER_PI, ROUNDER);
  }

  /**
   * {@code x - n pi}, at most a quarter turn; NaN for angles too large for it to mean anything.
   * Sine and cosine of x are those of the remainder, both negative if n is odd.
   */
  static float withoutHalfTurns(float x, float n) {
    float r = Math.fma(n, -PI_HIGH, x);
    r = Math.fma(n, -PI_MIDDLE, r);
    r = Math.fma(n, -PI_LOW, r);
    return Math.abs(x) > ANGLE_MAX ? Float.NaN : r;
  }

  /** {@code y} with its sign changed if n is odd. */
  static float negateIfOdd(int n, float y) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ n << 31);
  }

  /** The sine of at most a quarter turn. */
  static float sine(float r) {
    float square = r * r;
    float p = Math.fma(square, S3, S2);
    p = Math.fma(p, square, S1);
    p = Math.fma(p, square, S0);
    return Math.fma(p, square * r, r);
  }

  /** The cosine of at most a quarter turn. */
  static float cosine(float r) {
    float square = r * r;
    float p = Math.fma(square, C3, C2);
    p = Math.fma(p, square, C1);
    p = Math.fma(p, square, C0);
    p = Math.fma(p, square, -0.5f);
    return Math.fma(p, square, 1);
  }

  /**
   * {@code log(1 + e)} for e from 0 to 1 without cancellation: twice the inverse hyperbolic tangent
   * of {@code e / (2 + e)}.
   */
  static float log1pOfExp(float e) {
    float s = e / (e + 2);
    float square = s * s;
    float p = Math.fma(square, A3, A2);
    p = Math.fma(p, square, A1);
    p = Math.fma(p, square, A0);
    return Math.fma(p, square * s, s + s);
  }

  /** The hyperbolic tangent up to {@link Coefficients#TANH_SMALL}. */
  static float tanhOfSmall(float x) {
    float square = x * x;
    float p = Math.fma(square, T4, T3);
    p = Math.fma(p, square, T2);
    p = Math.fma(p, square, T1);
    p = Math.fma(p, square, T0);
    return Math.fma(p, square * x, x);
  }
}
