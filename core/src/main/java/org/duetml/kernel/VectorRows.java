package org.duetml.kernel;

import static org.duetml.kernel.Simd.FLOATS;
import static org.duetml.kernel.Simd.LENGTH;

import jdk.incubator.vector.FloatVector;

/**
 * Row by row: sums over rows and feature-wise modulation, operation by operation the same as {@link
 * ScalarRows}.
 */
final class VectorRows {
  private VectorRows() {}

  static void columnSums(Matrix x, int rows, Matrix sums) {
    assert x.columns() == sums.columns();
    int column = 0;
    for (; column + 4 * LENGTH <= x.width(); column += 4 * LENGTH) {
      sumFour(x.values(), column, x.stride(), rows, sums.values());
    }
    for (; column < x.width(); column += LENGTH) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int r = 0; r < rows; r++) {
        sum = sum.add(FloatVector.fromArray(FLOATS, x.values(), r * x.stride() + column));
      }
      sum.intoArray(sums.values(), column);
    }
  }

  /** Four vectors side by side, because one sum alone would wait for each of its additions. */
  private static void sumFour(float[] x, int column, int stride, int rows, float[] sums) {
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (int r = 0; r < rows; r++) {
      int i = r * stride + column;
      sum0 = sum0.add(FloatVector.fromArray(FLOATS, x, i));
      sum1 = sum1.add(FloatVector.fromArray(FLOATS, x, i + LENGTH));
      sum2 = sum2.add(FloatVector.fromArray(FLOATS, x, i + 2 * LENGTH));
      sum3 = sum3.add(FloatVector.fromArray(FLOATS, x, i + 3 * LENGTH));
    }
    sum0.intoArray(sums, column);
    sum1.intoArray(sums, column + LENGTH);
    sum2.intoArray(sums, column + 2 * LENGTH);
    sum3.intoArray(sums, column + 3 * LENGTH);
  }

  static void modulate(
      Matrix z, Matrix scale, Matrix shift, int[] step, Matrix y, int from, int to) {
    for (int r = from; r < to; r++) {
      int row = r * z.stride();
      int condition = step[r] * z.stride();
      for (int j = 0; j < z.width(); j += LENGTH) {
        FloatVector factor = FloatVector.fromArray(FLOATS, scale.values(), condition + j);
        FloatVector offset = FloatVector.fromArray(FLOATS, shift.values(), condition + j);
        FloatVector value = FloatVector.fromArray(FLOATS, z.values(), row + j);
        value.fma(factor, offset).intoArray(y.values(), row + j);
      }
    }
  }

  static void modulateBackward(Matrix dy, Matrix scale, int[] step, Matrix dz, int from, int to) {
    for (int r = from; r < to; r++) {
      int row = r * dy.stride();
      int condition = step[r] * dy.stride();
      for (int j = 0; j < dy.width(); j += LENGTH) {
        FloatVector factor = FloatVector.fromArray(FLOATS, scale.values(), condition + j);
        FloatVector slope = FloatVector.fromArray(FLOATS, dy.values(), row + j);
        slope.mul(factor).intoArray(dz.values(), row + j);
      }
    }
  }

  static void modulateGradient(
      Matrix dy,
      Matrix z,
      int[] step,
      int rows,
      Matrix dScale,
      Matrix dShift,
      int fromColumn,
      int toColumn) {
    int stride = dy.stride();
    for (int r = 0; r < rows; r++) {
      int row = r * stride;
      int condition = step[r] * stride;
      for (int j = fromColumn; j < toColumn; j += LENGTH) {
        FloatVector slope = FloatVector.fromArray(FLOATS, dy.values(), row + j);
        FloatVector value = FloatVector.fromArray(FLOATS, z.values(), row + j);
        FloatVector scaleSum = FloatVector.fromArray(FLOATS, dScale.values(), condition + j);
        FloatVector shiftSum = FloatVector.fromArray(FLOATS, dShift.values(), condition + j);
        slope.fma(value, scaleSum).intoArray(dScale.values(), condition + j);
        shiftSum.add(slope).intoArray(dShift.values(), condition + j);
      }
    }
  }
}
