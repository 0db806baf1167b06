package org.duetml.kernel;

import static org.duetml.kernel.VectorMath.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Element by element over any range: a body of whole vectors, and a tail left to {@link
 * ScalarElementwise}, whose bits are the same.
 */
final class VectorElementwise {
  private static final int LENGTH = FLOATS.length();

  private VectorElementwise() {}

  /** Where the body of a range ends and its tail begins. */
  private static int bodyEnd(int from, int to) {
    return from + FLOATS.loopBound(to - from);
  }

  static void multiply(float[] a, float[] b, float[] y, int from, int to) {
    int end = bodyEnd(from, to);
    for (int i = from; i < end; i += LENGTH) {
      FloatVector left = FloatVector.fromArray(FLOATS, a, i);
      left.mul(FloatVector.fromArray(FLOATS, b, i)).intoArray(y, i);
    }
    ScalarElementwise.multiply(a, b, y, end, to);
  }

  static void exp(float[] x, float[] y, int from, int to) {
    int end = bodyEnd(from, to);
    for (int i = from; i < end; i += LENGTH) {
      VectorMath.exp(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, i);
    }
    ScalarElementwise.exp(x, y, end, to);
  }

  static void log(float[] x, float[] y, int from, int to) {
    int end = bodyEnd(from, to);
    for (int i = from; i < end; i += LENGTH) {
      VectorMath.log(FloatVector.fromArray(FLOATS, x, i)).intoArray(y, i);
    }
    ScalarElementwise.log(x, y, end, to);
  }

  static void sinCos(float[] x, float[] sine, float[] cosine, int from, int to) {
    int end = bodyEnd(from, to);
    for (int i = from; i < end; i += LENGTH) {
      FloatVector angle = FloatVector.fromArray(FLOATS, x, i);
      FloatVector rounded = VectorMath.roundedQuarters(angle);
      FloatVector n = rounded.sub(Coefficients.ROUNDER);
      FloatVector r = VectorMath.angleWithoutQuarters(angle, n);
      FloatVector s = VectorMath.sineOfRemainder(r);
      FloatVector c = VectorMath.cosineOfRemainder(r);
      IntVector quarter = rounded.reinterpretAsInts();
      VectorMath.inQuarter(quarter, s, c).intoArray(sine, i);
      VectorMath.inQuarter(quarter.add(1), s, c).intoArray(cosine, i);
    }
    ScalarElementwise.sinCos(x, sine, cosine, end, to);
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
    int end = bodyEnd(from, to);
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
    int end = bodyEnd(from, to);
    FloatVector share = FloatVector.broadcast(FLOATS, weight);
    for (int i = from; i < end; i += LENGTH) {
      FloatVector old = FloatVector.fromArray(FLOATS, average, i);
      FloatVector change = FloatVector.fromArray(FLOATS, value, i).sub(old);
      change.fma(share, old).intoArray(average, i);
    }
    ScalarElementwise.blend(average, value, weight, end, to);
  }
}
