package org.duetml.kernel;

import static org.duetml.kernel.Coefficients.*;

/**
 * Elementary functions of one float. Only additions, multiplications, divisions, fused
 * multiply-adds, comparisons and integer operations, all of which IEEE 754 and Java define to the
 * bit: so the results are the same on every platform, and the same as those of {@link VectorMath}.
 */
final class ScalarMath {
  private ScalarMath() {}

  /** Chooses by the sign bit of x, without a branch that a processor could mispredict. */
  static float bySign(float x, float negative, float positive) {
    return select(Float.floatToRawIntBits(x) >> 31, negative, positive);
  }

  private static float select(int mask, float whereSet, float whereClear) {
    int set = Float.floatToRawIntBits(whereSet) & mask;
    return Float.intBitsToFloat(set | Float.floatToRawIntBits(whereClear) & ~mask);
  }

  /** exp, within 1.1 ulp; 0 or infinity where the result leaves the range of float. */
  static float exp(float argument) {
    float x = argument > EXP_MAX ? EXP_MAX : argument;
    x = x < EXP_MIN ? EXP_MIN : x;
    float rounded = Math.fma(x, LOG2_E, ROUNDER);
    float p = expOfRemainder(x, rounded - ROUNDER);
    int n = Float.floatToRawIntBits(rounded) - ROUNDER_BITS;
    // In two factors, because 2^n alone may not be a normal float; only the last product rounds.
    int half = n >> 1;
    return p * powerOfTwo(half) * powerOfTwo(n - half);
  }

  /**
   * exp for arguments up to 0 (or NaN), within 1.1 ulp; 0 below {@link
   * Coefficients#EXP_NORMAL_MIN}.
   */
  static float expOfNegative(float x) {
    float rounded = Math.fma(x, LOG2_E, ROUNDER);
    float p = expOfRemainder(x, rounded - ROUNDER);
    // The low bits of the rounded number, moved into the exponent, multiply p by 2^n.
    int exponent = Float.floatToRawIntBits(rounded) << MANTISSA_BITS;
    float y = Float.intBitsToFloat(Float.floatToRawIntBits(p) + exponent);
    return x < EXP_NORMAL_MIN ? 0 : y;
  }

  /** {@code exp(x - n log 2)}, where n is the nearest integer to {@code x / log 2}. */
  private static float expOfRemainder(float x, float n) {
    float r = Math.fma(n, -LN2_HIGH, x);
    r = Math.fma(n, -LN2_LOW, r);
    float p = Math.fma(r, E6, E5);
    p = Math.fma(p, r, E4);
    p = Math.fma(p, r, E3);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, 1);
    return Math.fma(p, r, 1);
  }

  private static float powerOfTwo(int n) {
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

  /** The quarter turns in an angle, as an integer in the low bits of a float near ROUNDER. */
  static float roundedQuarters(float x) {
    return Math.fma(x, TWO_OVER_PI, ROUNDER);
  }

  /** {@code x - n pi / 2}; NaN for angles too large for it to mean anything. */
  static float angleWithoutQuarters(float x, float n) {
    float r = Math.fma(n, -HALF_PI_HIGH, x);
    r = Math.fma(n, -HALF_PI_MIDDLE, r);
    r = Math.fma(n, -HALF_PI_LOW, r);
    return Math.abs(x) > ANGLE_MAX ? Float.NaN : r;
  }

  /** The sine of at most an eighth turn. */
  static float sineOfRemainder(float r) {
    float square = r * r;
    float p = Math.fma(square, S2, S1);
    p = Math.fma(p, square, S0);
    return Math.fma(p, square * r, r);
  }

  /** The cosine of at most an eighth turn. */
  static float cosineOfRemainder(float r) {
    float square = r * r;
    float p = Math.fma(square, C2, C1);
    p = Math.fma(p, square, C0);
    p = Math.fma(p, square, -0.5f);
    return Math.fma(p, square, 1);
  }

  /** Chooses sine or cosine of the remainder, and the sign, for the quarter an angle is in. */
  static float inQuarter(int quarter, float even, float odd) {
    int bits = Float.floatToRawIntBits(select(-(quarter & 1), odd, even));
    return Float.intBitsToFloat(bits ^ (quarter & 2) << 30);
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
