package org.duetml.kernel;

import static org.duetml.kernel.VectorMath.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Activations with their slopes, operation by operation the same as {@link ScalarActivations}.
 * Ranges are whole padded rows, so there are no tails.
 */
final class VectorActivations {
  private static final int LENGTH = FLOATS.length();

  private VectorActivations() {}

  static void identity(float[] z, float[] y, float[] slope, int from, int to) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    for (int i = from; i < to; i += LENGTH) {
      FloatVector.fromArray(FLOATS, z, i).intoArray(y, i);
      if (slope != null) {
        one.intoArray(slope, i);
      }
    }
  }

  static void relu(float[] z, float[] y, float[] slope, int from, int to) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
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
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    for (int i = from; i < to; i += LENGTH) {
      FloatVector x = FloatVector.fromArray(FLOATS, z, i);
      FloatVector e = VectorMath.expOfNegative(x.abs().neg());
      FloatVector sigmoid = one.blend(e, x.compare(VectorOperators.LT, 0)).div(e.add(one));
      FloatVector value = x.mul(sigmoid);
      value.intoArray(y, i);
      if (slope != null) {
        value.fma(one.sub(sigmoid), sigmoid).intoArray(slope, i);
      }
    }
  }

  static void softplus(float[] z, float[] y, float[] slope, int from, int to) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    for (int i = from; i < to; i += LENGTH) {
      FloatVector x = FloatVector.fromArray(FLOATS, z, i);
      FloatVector e = VectorMath.expOfNegative(x.abs().neg());
      VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
      x.blend(0, negative).add(VectorMath.log1pOfExp(e)).intoArray(y, i);
      if (slope != null) {
        one.blend(e, negative).div(e.add(one)).intoArray(slope, i);
      }
    }
  }

  static void tanh(float[] z, float[] y, float[] slope, int from, int to) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    for (int i = from; i < to; i += LENGTH) {
      FloatVector x = FloatVector.fromArray(FLOATS, z, i);
      FloatVector size = x.abs();
      FloatVector e = VectorMath.expOfNegative(size.mul(-2));
      FloatVector share = one.div(e.add(one));
      FloatVector large = one.sub(e).mul(share);
      large = large.blend(large.neg(), x.compare(VectorOperators.LT, 0));
      VectorMask<Float> isSmall = size.compare(VectorOperators.LE, Coefficients.TANH_SMALL);
      large.blend(VectorMath.tanhOfSmall(x), isSmall).intoArray(y, i);
      if (slope != null) {
        e.mul(4).mul(share).mul(share).intoArray(slope, i);
      }
    }
  }
}
