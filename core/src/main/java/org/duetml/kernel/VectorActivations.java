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
 * Activations with their slopes, operation by operation the same as {@link ScalarActivations}.
 * Ranges are whole padded rows, so there are no tails.
 */
final class VectorActivations {
  private VectorActivations() {}

  static void identity(float[] z, float[] y, float[] slope, int from, int to) {
    FloatVector one = broadcast(FLOATS, 1);
    for (int i = from; i < to; i += LENGTH) {
      FloatVector.fromArray(FLOATS, z, i).intoArray(y, i);
      if (slope != null) {
        one.intoArray(slope, i);
      }
    }
  }

  static void relu(float[] z, float[] y, float[] slope, int from, int to) {
    FloatVector one = broadcast(FLOATS, 1);
    for (int i = from; i < to; i += LENGTH) {
      FloatVector x = FloatVector.fromArray(FLOATS, z, i);
      VectorMask<Float> off = x.compare(VectorOperators.LE, 0);
      x.blend(0, off).intoArray(y, i);
      if (slope != null) {
        one.blend(0, off).intoArray(slope, i);
      }
    }
  }

  static void silu(float[] z, float[] y, float[] slope, int from, int to) {
    exponential(Activation.SILU, -1, z, y, slope, from, to);
  }

  static void softplus(float[] z, float[] y, float[] slope, int from, int to) {
    exponential(Activation.SOFTPLUS, -1, z, y, slope, from, to);
  }

  static void tanh(float[] z, float[] y, float[] slope, int from, int to) {
    exponential(Activation.TANH, -2, z, y, slope, from, to);
  }

  /** The functions of {@code e = exp(factor |x|)}, with a factor below 0. */
  private static void exponential(
      Activation activation, float factor, float[] z, float[] y, float[] slope, int from, int to) {
    FloatVector one = broadcast(FLOATS, 1);
    for (int i = from; i < to; i += LENGTH) {
      FloatVector x = FloatVector.fromArray(FLOATS, z, i);
      VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
      FloatVector size = x.abs();

      // ScalarMath.expOfNegative
      FloatVector argument = size.mul(factor);
      FloatVector rounded = argument.fma(LOG2_E, ROUNDER);
      FloatVector n = rounded.sub(ROUNDER);
      FloatVector r = n.fma(broadcast(FLOATS, -LN2_HIGH), argument);
      r = n.fma(broadcast(FLOATS, -LN2_LOW), r);
      FloatVector e = r.fma(E6, E5);
      e = e.fma(r, broadcast(FLOATS, E4));
      e = e.fma(r, broadcast(FLOATS, E3));
      e = e.fma(r, broadcast(FLOATS, E2));
      e = e.fma(r, one);
      e = e.fma(r, one);
      IntVector exponent =
          rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS);
      e = e.reinterpretAsInts().add(exponent).reinterpretAsFloats();
      e = e.blend(0, argument.compare(VectorOperators.LT, EXP_NORMAL_MIN));

      switch (activation) {
        case SILU -> {
          FloatVector sigmoid = one.blend(e, negative).div(e.add(one));
          FloatVector value = x.mul(sigmoid);
          value.intoArray(y, i);
          if (slope != null) {
            value.fma(one.sub(sigmoid), sigmoid).intoArray(slope, i);
          }
        }
        case SOFTPLUS -> {
          // ScalarMath.log1pOfExp
          FloatVector s = e.div(e.add(2));
          FloatVector square = s.mul(s);
          FloatVector p = square.fma(A3, A2);
          p = p.fma(square, broadcast(FLOATS, A1));
          p = p.fma(square, broadcast(FLOATS, A0));
          p = p.fma(square.mul(s), s.add(s));
          x.blend(0, negative).add(p).intoArray(y, i);
          if (slope != null) {
            one.blend(e, negative).div(e.add(one)).intoArray(slope, i);
          }
        }
        default -> {
          FloatVector share = one.div(e.add(one));
          FloatVector large = one.sub(e).mul(share);
          large = large.blend(large.neg(), negative);
          // ScalarMath.tanhOfSmall
          FloatVector square = x.mul(x);
          FloatVector p = square.fma(T4, T3);
          p = p.fma(square, broadcast(FLOATS, T2));
          p = p.fma(square, broadcast(FLOATS, T1));
          p = p.fma(square, broadcast(FLOATS, T0));
          p = p.fma(square.mul(x), x);
          large.blend(p, size.compare(VectorOperators.LE, TANH_SMALL)).intoArray(y, i);
          if (slope != null) {
            e.mul(4).mul(share).mul(share).intoArray(slope, i);
          }
        }
      }
    }
  }
}
