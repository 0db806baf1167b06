package org.duetml.kernel;

import static org.duetml.kernel.Simd.FLOATS;
import static org.duetml.kernel.Simd.LENGTH;

import jdk.incubator.vector.FloatVector;

/**
 * Element by element over any range: a body of whole vectors, and a tail left to {@link
 * ScalarElementwise}, whose bits are the same.
 */
final class VectorElementwise {
  private VectorElementwise() {}

  static void multiply(float[] a, float[] b, float[] y, int from, int to) {
    int end = Simd.bodyEnd(from, to);
    for (int i = from; i < end; i += LENGTH) {
      FloatVector left = FloatVector.fromArray(FLOATS, a, i);
      left.mul(FloatVector.fromArray(FLOATS, b, i)).intoArray(y, i);
    }
    ScalarElementwise.multiply(a, b, y, end, to);
  }

  static void adam(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      float gradientScale,
      float beta1,
      float beta2,
      float rate,
      float epsilon,
      float decay,
      int from,
      int to) {
    int end = Simd.bodyEnd(from, to);
    FloatVector shrink = FloatVector.broadcast(FLOATS, 1 - decay);
    for (int i = from; i < end; i += LENGTH) {
      FloatVector gradient = FloatVector.fromArray(FLOATS, g, i).mul(gradientScale);
      FloatVector first = gradient.mul(1 - beta1);
      first = FloatVector.fromArray(FLOATS, m, i).fma(FloatVector.broadcast(FLOATS, beta1), first);
      FloatVector second = gradient.mul(gradient).mul(1 - beta2);
      second =
          FloatVector.fromArray(FLOATS, v, i).fma(FloatVector.broadcast(FLOATS, beta2), second);
      first.intoArray(m, i);
      second.intoArray(v, i);
      FloatVector step = first.mul(-rate).div(second.sqrt().add(epsilon));
      FloatVector.fromArray(FLOATS, w, i).fma(shrink, step).intoArray(w, i);
    }
    ScalarElementwise.adam(w, g, m, v, gradientScale, beta1, beta2, rate, epsilon, decay, end, to);
  }

  static void blend(float[] average, float[] value, float weight, int from, int to) {
    int end = Simd.bodyEnd(from, to);
    FloatVector share = FloatVector.broadcast(FLOATS, weight);
    for (int i = from; i < end; i += LENGTH) {
      FloatVector old = FloatVector.fromArray(FLOATS, average, i);
      FloatVector change = FloatVector.fromArray(FLOATS, value, i).sub(old);
      change.fma(share, old).intoArray(average, i);
    }
    ScalarElementwise.blend(average, value, weight, end, to);
  }
}
