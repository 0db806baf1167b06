package org.duetml.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static org.duetml.kernel.Coefficients.*;
import static org.duetml.kernel.Simd.FLOATS;
import static org.duetml.kernel.Simd.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Elementary functions over any range, operation by operation the same as {@link ScalarMath}, where
 * they are explained: a body of whole vectors, and a tail left to the scalar twin.
 */
final class VectorFunctions {
  private VectorFunctions() {}

  static void exp(float[] in, float[] out, int from, int to) {
    int end = Simd.bodyEnd(from, to);
    for (int i = from; i < end; i += LENGTH) {
      FloatVector x = FloatVector.fromArray(FLOATS, in, i);
      x = x.blend(EXP_MAX, x.compare(VectorOperators.GT, EXP_MAX));
      x = x.blend(EXP_MIN, x.compare(VectorOperators.LT, EXP_MIN));

      FloatVector rounded = x.fma(LOG2_E, ROUNDER);
      FloatVector n = rounded.sub(ROUNDER);
      FloatVector r = n.fma(broadcast(FLOATS, -LN2_HIGH), x);
      r = n.fma(broadcast(FLOATS, -LN2_LOW), r);

      FloatVector p = r.fma(E6, E5);
      p = p.fma(r, broadcast(FLOATS, E4));
      p = p.fma(r, broadcast(FLOATS, E3));
      p = p.fma(r, broadcast(FLOATS, E2));
      p = p.fma(r, broadcast(FLOATS, 1));
      p = p.fma(r, broadcast(FLOATS, 1));

      IntVector exponent = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
      IntVector rest = exponent.sub(half).add(EXPONENT_BIAS);
      half = half.add(EXPONENT_BIAS).lanewise(VectorOperators.LSHL, MANTISSA_BITS);
      rest = rest.lanewise(VectorOperators.LSHL, MANTISSA_BITS);
      p.mul(half.reinterpretAsFloats()).mul(rest.reinterpretAsFloats()).intoArray(out, i);
    }
    ScalarElementwise.exp(in, out, end, to);
  }

  static void log(float[] in, float[] out, int from, int to) {
    int end = Simd.bodyEnd(from, to);
    for (int i = from; i < end; i += LENGTH) {
      FloatVector x = FloatVector.fromArray(FLOATS, in, i);
      VectorMask<Float> small = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
      IntVector bits = x.blend(x.mul(SUBNORMAL_FACTOR), small).reinterpretAsInts();
      FloatVector shift = broadcast(FLOATS, 0).blend(SUBNORMAL_SHIFT, small);

      IntVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
      IntVector mantissa = bits.sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS));
      FloatVector n = exponent.add(ROUNDER_BITS).reinterpretAsFloats().sub(ROUNDER).sub(shift);
      FloatVector f = mantissa.reinterpretAsFloats().sub(1);

      FloatVector p = f.fma(L7, L6);
      p = p.fma(f, broadcast(FLOATS, L5));
      p = p.fma(f, broadcast(FLOATS, L4));
      p = p.fma(f, broadcast(FLOATS, L3));
      p = p.fma(f, broadcast(FLOATS, L2));
      p = p.fma(f, broadcast(FLOATS, L1));
      p = p.fma(f, broadcast(FLOATS, L0));
      p = p.fma(f, broadcast(FLOATS, -0.5f));
      FloatVector low = p.fma(f.mul(f), n.mul(LN2_LOW));
      FloatVector y = n.fma(broadcast(FLOATS, LN2_HIGH), f.add(low));

      y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
      y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0));
      VectorMask<Float> finite = x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY);
      x.blend(y, finite).intoArray(out, i);
    }
    ScalarElementwise.log(in, out, end, to);
  }

  static void sinCos(float[] in, float[] sine, float[] cosine, int from, int to) {
    int end = Simd.bodyEnd(from, to);
    for (int i = from; i < end; i += LENGTH) {
      FloatVector x = FloatVector.fromArray(FLOATS, in, i);
      FloatVector rounded = x.fma(ONE_OVER_PI, ROUNDER);
      FloatVector n = rounded.sub(ROUNDER);
      FloatVector r = n.fma(broadcast(FLOATS, -PI_HIGH), x);
      r = n.fma(broadcast(FLOATS, -PI_MIDDLE), r);
      r = n.fma(broadcast(FLOATS, -PI_LOW), r);
      r = r.blend(Float.NaN, x.abs().compare(VectorOperators.GT, ANGLE_MAX));
      FloatVector square = r.mul(r);

      FloatVector s = square.fma(S3, S2);
      s = s.fma(square, broadcast(FLOATS, S1));
      s = s.fma(square, broadcast(FLOATS, S0));
      s = s.fma(square.mul(r), r);

      FloatVector c = square.fma(C3, C2);
      c = c.fma(square, broadcast(FLOATS, C1));
      c = c.fma(square, broadcast(FLOATS, C0));
      c = c.fma(square, broadcast(FLOATS, -0.5f));
      c = c.fma(square, broadcast(FLOATS, 1));

      IntVector sign = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 31);
      IntVector sineBits = s.reinterpretAsInts().lanewise(VectorOperators.XOR, sign);
      IntVector cosineBits = c.reinterpretAsInts().lanewise(VectorOperators.XOR, sign);
      sineBits.reinterpretAsFloats().intoArray(sine, i);
      cosineBits.reinterpretAsFloats().intoArray(cosine, i);
    }
    ScalarElementwise.sinCos(in, sine, cosine, end, to);
  }
}
