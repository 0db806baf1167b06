package org.duetml.kernel;

import static org.duetml.kernel.Coefficients.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions of vectors, operation by operation the same as {@link ScalarMath}, where
 * they are explained.
 */
final class VectorMath {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  private VectorMath() {}

  static FloatVector exp(FloatVector argument) {
    FloatVector x = argument.blend(EXP_MAX, argument.compare(VectorOperators.GT, EXP_MAX));
    x = x.blend(EXP_MIN, x.compare(VectorOperators.LT, EXP_MIN));
    FloatVector rounded = x.fma(LOG2_E, ROUNDER);
    FloatVector p = expOfRemainder(x, rounded.sub(ROUNDER));
    IntVector n = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
    IntVector half = n.lanewise(VectorOperators.ASHR, 1);
    return p.mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
  }

  static FloatVector expOfNegative(FloatVector x) {
    FloatVector rounded = x.fma(LOG2_E, ROUNDER);
    FloatVector p = expOfRemainder(x, rounded.sub(ROUNDER));
    IntVector exponent = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS);
    FloatVector y = p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
    return y.blend(0, x.compare(VectorOperators.LT, EXP_NORMAL_MIN));
  }

  private static FloatVector expOfRemainder(FloatVector x, FloatVector n) {
    FloatVector r = n.fma(all(-LN2_HIGH), x);
    r = n.fma(all(-LN2_LOW), r);
    FloatVector p = r.fma(E6, E5);
    p = p.fma(r, all(E4));
    p = p.fma(r, all(E3));
    p = p.fma(r, all(E2));
    p = p.fma(r, all(1));
    return p.fma(r, all(1));
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(EXPONENT_BIAS).lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> small = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector lifted = x.blend(x.mul(SUBNORMAL_FACTOR), small);
    FloatVector shift = all(0).blend(SUBNORMAL_SHIFT, small);
    FloatVector y = logOfNormal(lifted, shift);
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0));
    return x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
  }

  static FloatVector logOfNormal(FloatVector x, FloatVector shift) {
    IntVector bits = x.reinterpretAsInts();
    IntVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
    IntVector mantissa = bits.sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS));
    FloatVector n = exponent.add(ROUNDER_BITS).reinterpretAsFloats().sub(ROUNDER).sub(shift);
    FloatVector f = mantissa.reinterpretAsFloats().sub(1);
    FloatVector p = f.fma(L7, L6);
    p = p.fma(f, all(L5));
    p = p.fma(f, all(L4));
    p = p.fma(f, all(L3));
    p = p.fma(f, all(L2));
    p = p.fma(f, all(L1));
    p = p.fma(f, all(L0));
    p = p.fma(f, all(-0.5f));
    FloatVector low = p.fma(f.mul(f), n.mul(LN2_LOW));
    return n.fma(all(LN2_HIGH), f.add(low));
  }

  /** The quarter turns in an angle, as an integer in the low bits of a float near ROUNDER. */
  static FloatVector roundedQuarters(FloatVector x) {
    return x.fma(TWO_OVER_PI, ROUNDER);
  }

  static FloatVector angleWithoutQuarters(FloatVector x, FloatVector n) {
    FloatVector r = n.fma(all(-HALF_PI_HIGH), x);
    r = n.fma(all(-HALF_PI_MIDDLE), r);
    r = n.fma(all(-HALF_PI_LOW), r);
    return r.blend(Float.NaN, x.abs().compare(VectorOperators.GT, ANGLE_MAX));
  }

  static FloatVector sineOfRemainder(FloatVector r) {
    FloatVector square = r.mul(r);
    FloatVector p = square.fma(S2, S1);
    p = p.fma(square, all(S0));
    return p.fma(square.mul(r), r);
  }

  static FloatVector cosineOfRemainder(FloatVector r) {
    FloatVector square = r.mul(r);
    FloatVector p = square.fma(C2, C1);
    p = p.fma(square, all(C0));
    p = p.fma(square, all(-0.5f));
    return p.fma(square, all(1));
  }

  /** Chooses sine or cosine of the remainder, and the sign, for the quarter an angle is in. */
  static FloatVector inQuarter(IntVector quarter, FloatVector even, FloatVector odd) {
    VectorMask<Integer> isOdd = quarter.and(1).compare(VectorOperators.NE, 0);
    IntVector sign = quarter.and(2).lanewise(VectorOperators.LSHL, 30);
    IntVector bits = even.blend(odd, isOdd.cast(FLOATS)).reinterpretAsInts();
    return bits.lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
  }

  static FloatVector log1pOfExp(FloatVector e) {
    FloatVector s = e.div(e.add(2));
    FloatVector square = s.mul(s);
    FloatVector p = square.fma(A3, A2);
    p = p.fma(square, all(A1));
    p = p.fma(square, all(A0));
    return p.fma(square.mul(s), s.add(s));
  }

  static FloatVector tanhOfSmall(FloatVector x) {
    FloatVector square = x.mul(x);
    FloatVector p = square.fma(T4, T3);
    p = p.fma(square, all(T2));
    p = p.fma(square, all(T1));
    p = p.fma(square, all(T0));
    return p.fma(square.mul(x), x);
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }
}
