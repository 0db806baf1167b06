package org.duetml.kernel;

/**
 * The numbers behind the elementary functions, shared by {@link ScalarMath} and the vector loops.
 * The polynomials are minimax fits made for Duet (weighted for the relative error of the function
 * they end up in, each coefficient rounded to float32 before the next was fitted); every comment
 * states the error left by the fit, to which evaluation adds about one rounding.
 */
final class Coefficients {
  /** Adding {@code 1.5 * 2^23} leaves the nearest integer in the low bits of a float. */
  static final float ROUNDER = 0x1.8p23f;

  static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
  static final int MANTISSA_BITS = 23;
  static final int EXPONENT_BIAS = 127;

  static final float LOG2_E = 0x1.715476p0f;

  /** The logarithm of 2 as an unevaluated sum of two floats. */
  static final float LN2_HIGH = 0x1.62e43p-1f;

  static final float LN2_LOW = -0x1.05c61p-29f;

  /** Above it exp overflows. */
  static final float EXP_MAX = 89;

  /** Below it exp is zero, subnormal results included. */
  static final float EXP_MIN = -104;

  /** Below it exp leaves the normal range. */
  static final float EXP_NORMAL_MIN = -87;

  /** Times this, a float above 0 whose exp is not 1 is above 1; exp is 1 for smaller ones. */
  static final float LIFT = 0x1p40f;

  /** {@code exp(r) = 1 + r + r^2 (E2 + E3 r + ...)} for |r| at most ln(2) / 2; relative 3.2e-9. */
  static final float E2 = 0x1.fffffcp-2f;

  static final float E3 = 0x1.555492p-3f;
  static final float E4 = 0x1.5558bcp-5f;
  static final float E5 = 0x1.1239c6p-7f;
  static final float E6 = 0x1.6a415ep-10f;

  /** The square root of 1/2, where the mantissa's interval starts. */
  static final int SQRT_HALF_BITS = Float.floatToRawIntBits(0x1.6a09e6p-1f);

  /** What lifts subnormal numbers into the normal range, as a power of two. */
  static final int SUBNORMAL_SHIFT = 25;

  static final float SUBNORMAL_FACTOR = 0x1p25f;

  /**
   * {@code log(1 + f) = f - f^2 / 2 + f^3 (L0 + L1 f + ...)} for 1 + f from sqrt(1/2) to sqrt(2);
   * relative 5.9e-9.
   */
  static final float L0 = 0x1.555554p-2f;

  static final float L1 = -0x1.000226p-2f;
  static final float L2 = 0x1.99a01cp-3f;
  static final float L3 = -0x1.54728cp-3f;
  static final float L4 = 0x1.22d936p-3f;
  static final float L5 = -0x1.0d8232p-3f;
  static final float L6 = 0x1.055e62p-3f;
  static final float L7 = -0x1.38c912p-4f;

  static final float ONE_OVER_PI = 0x1.45f306p-2f;

  /** Pi as an unevaluated sum of three floats (Cody and Waite 1980). */
  static final float PI_HIGH = 0x1.921fb6p1f;

  static final float PI_MIDDLE = -0x1.777a5cp-24f;
  static final float PI_LOW = -0x1.ee59dap-49f;

  /** Beyond it the reduction by multiples of pi runs out of bits. */
  static final float ANGLE_MAX = 0x1p20f;

  /** {@code sin(r) = r + r^3 (S0 + S1 r^2 + ...)} for |r| at most pi / 2; absolute 4.9e-9. */
  static final float S0 = -0x1.555548p-3f;

  static final float S1 = 0x1.110e58p-7f;
  static final float S2 = -0x1.9f5cd2p-13f;
  static final float S3 = 0x1.5ccfe6p-19f;

  /** {@code cos(r) = 1 - r^2 / 2 + r^4 (C0 + C1 r^2 + ...)}, same range; absolute 4.4e-10. */
  static final float C0 = 0x1.55555p-5f;

  static final float C1 = -0x1.6c14b8p-10f;
  static final float C2 = 0x1.9f931cp-16f;
  static final float C3 = -0x1.196acep-22f;

  /**
   * {@code log(1 + e) = 2 s + s^3 (A0 + A1 s^2 + ...)} with {@code s = e / (2 + e)}, for e from 0
   * to 1; relative 4.6e-9.
   */
  static final float A0 = 0x1.5555p-1f;

  static final float A1 = 0x1.99d2b4p-2f;
  static final float A2 = 0x1.1eb1p-2f;
  static final float A3 = 0x1.1f17aap-2f;

  /** Up to it, tanh is a polynomial; above, a quotient of exponentials. */
  static final float TANH_SMALL = 0.625f;

  /** {@code tanh(x) = x + x^3 (T0 + T1 x^2 + ...)} for small x; relative 4.6e-9. */
  static final float T0 = -0x1.555532p-2f;

  static final float T1 = 0x1.1106f6p-3f;
  static final float T2 = -0x1.b835a4p-5f;
  static final float T3 = 0x1.51f8cep-6f;
  static final float T4 = -0x1.750ce2p-8f;

  private Coefficients() {}
}
