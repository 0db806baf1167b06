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

  static void activate(
      Activation activation,
      Matrix z,
      Modulation modulation,
      Matrix y,
      Matrix slope,
      int from,
      int to) {
    switch (activation) {
      case SILU, SOFTPLUS -> exponential(activation, -1, z, modulation, y, slope, from, to);
      case TANH -> exponential(activation, -2, z, modulation, y, slope, from, to);
      case IDENTITY, RELU -> {
        Matrix u = z;
        if (modulation != null) {
          VectorModulation.forward(z, modulation, y, from, to);
          u = y;
        }
        float[] slopes = slope == null ? null : slope.values();
        int start = from * z.stride();
        int end = to * z.stride();
        if (activation == Activation.RELU) {
          relu(u.values(), y.values(), slopes, start, end);
        } else {
          identity(u.values(), y.values(), slopes, start, end);
        }
      }
    }
  }

  private static void identity(float[] z, float[] y, float[] slope, int from, int to) {
    FloatVector one = broadcast(FLOATS, 1);
    for (int i = from; i < to; i += LENGTH) {
      FloatVector.fromArray(FLOATS, z, i).intoArray(y, i);
      if (slope != null) {
        one.intoArray(slope, i);
      }
    }
  }

  private static void relu(float[] z, float[] y, float[] slope, int from, int to) {
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

  /**
   * The functions of {@code e = exp(factor |x|)}, with -1 or -2 for factor. Without modulation all
   * rows are one, padding included: a loop without interruptions is faster than short ones.
   */
  private static void exponential(
      Activation activation,
      float factor,
      Matrix z,
      Modulation modulation,
      Matrix y,
      Matrix slope,
      int from,
      int to) {
    boolean modulated = modulation != null;
    float[] in = z.values();
    float[] scale = modulated ? modulation.scale().values() : null;
    float[] shift = modulated ? modulation.shift().values() : null;
    float[] out = y.values();
    float[] slopes = slope == null ? null : slope.values();
    int stride = z.stride();
    FloatVector one = broadcast(FLOATS, 1);
    for (int row = from, next; row < to; row = next) {
      next = modulated ? row + 1 : to;
      int start = row * stride;
      int end = modulated ? start + z.width() : to * stride;
      int condition = modulated ? modulation.step()[row] * stride - start : 0;
      for (int i = start; i < end; i += LENGTH) {
        FloatVector x = FloatVector.fromArray(FLOATS, in, i);
        if (modulated) {
          FloatVector factors = FloatVector.fromArray(FLOATS, scale, condition + i);
          x = x.fma(factors, FloatVector.fromArray(FLOATS, shift, condition + i));
        }
        VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
        FloatVector size = x.abs();

        // ScalarActivations.exponentials
        FloatVector argument = size.mul(factor);
        FloatVector rounded = size.fma(factor * LOG2_E, ROUNDER);
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
            value.intoArray(out, i);
            if (slopes != null) {
              value.fma(one.sub(sigmoid), sigmoid).intoArray(slopes, i);
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
            x.blend(0, negative).add(p).intoArray(out, i);
            if (slopes != null) {
              one.blend(e, negative).div(e.add(one)).intoArray(slopes, i);
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
            large.blend(p, size.compare(VectorOperators.LE, TANH_SMALL)).intoArray(out, i);
            if (slopes != null) {
              e.mul(4).mul(share).mul(share).intoArray(slopes, i);
            }
          }
        }
      }
    }
  }
}
