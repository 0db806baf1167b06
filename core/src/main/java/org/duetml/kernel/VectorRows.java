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

  /** Rows of one step mostly follow one another, so that their sums stay in registers. */
  static void modulateGradient(
      Matrix dy,
      Matrix z,
      int[] step,
      int rows,
      Matrix dScale,
      Matrix dShift,
      int fromColumn,
      int toColumn) {
    for (int r = 0, end; r < rows; r = end) {
      end = endOfStep(step, r, rows);
      int condition = step[r] * dy.stride();
      int column = fromColumn;
      for (; column + 4 * LENGTH <= toColumn; column += 4 * LENGTH) {
        addFour(dy, z, r, end, column, dScale.values(), dShift.values(), condition + column);
      }
      for (; column < toColumn; column += LENGTH) {
        addOne(dy, z, r, end, column, dScale.values(), dShift.values(), condition + column);
      }
    }
  }

  /** One past the last of the rows from {@code from} on that are all of one step. */
  private static int endOfStep(int[] step, int from, int rows) {
    int end = from + 1;
    while (end < rows && step[end] == step[from]) {
      end++;
    }
    return end;
  }

  /** Adds rows {@code from} to {@code to}, all of one step, to the sums of one vector. */
  private static void addOne(
      Matrix dy, Matrix z, int from, int to, int column, float[] dScale, float[] dShift, int at) {
    FloatVector scale = FloatVector.fromArray(FLOATS, dScale, at);
    FloatVector shift = FloatVector.fromArray(FLOATS, dShift, at);
    for (int r = from; r < to; r++) {
      int i = r * dy.stride() + column;
      FloatVector slope = FloatVector.fromArray(FLOATS, dy.values(), i);
      scale = slope.fma(FloatVector.fromArray(FLOATS, z.values(), i), scale);
      shift = shift.add(slope);
    }
    scale.intoArray(dScale, at);
    shift.intoArray(dShift, at);
  }

  /** The same for four vectors side by side. */
  private static void addFour(
      Matrix dy, Matrix z, int from, int to, int column, float[] dScale, float[] dShift, int at) {
    FloatVector scale0 = FloatVector.fromArray(FLOATS, dScale, at);
    FloatVector scale1 = FloatVector.fromArray(FLOATS, dScale, at + LENGTH);
    FloatVector scale2 = FloatVector.fromArray(FLOATS, dScale, at + 2 * LENGTH);
    FloatVector scale3 = FloatVector.fromArray(FLOATS, dScale, at + 3 * LENGTH);
    FloatVector shift0 = FloatVector.fromArray(FLOATS, dShift, at);
    FloatVector shift1 = FloatVector.fromArray(FLOATS, dShift, at + LENGTH);
    FloatVector shift2 = FloatVector.fromArray(FLOATS, dShift, at + 2 * LENGTH);
    FloatVector shift3 = FloatVector.fromArray(FLOATS, dShift, at + 3 * LENGTH);
    float[] slopes = dy.values();
    float[] values = z.values();
    for (int r = from; r < to; r++) {
      int i = r * dy.stride() + column;
      FloatVector slope0 = FloatVector.fromArray(FLOATS, slopes, i);
      FloatVector slope1 = FloatVector.fromArray(FLOATS, slopes, i + LENGTH);
      FloatVector slope2 = FloatVector.fromArray(FLOATS, slopes, i + 2 * LENGTH);
      FloatVector slope3 = FloatVector.fromArray(FLOATS, slopes, i + 3 * LENGTH);
      scale0 = slope0.fma(FloatVector.fromArray(FLOATS, values, i), scale0);
      scale1 = slope1.fma(FloatVector.fromArray(FLOATS, values, i + LENGTH), scale1);
      scale2 = slope2.fma(FloatVector.fromArray(FLOATS, values, i + 2 * LENGTH), scale2);
      scale3 = slope3.fma(FloatVector.fromArray(FLOATS, values, i + 3 * LENGTH), scale3);
      shift0 = shift0.add(slope0);
      shift1 = shift1.add(slope1);
      shift2 = shift2.add(slope2);
      shift3 = shift3.add(slope3);
    }
    scale0.intoArray(dScale, at);
    scale1.intoArray(dScale, at + LENGTH);
    scale2.intoArray(dScale, at + 2 * LENGTH);
    scale3.intoArray(dScale, at + 3 * LENGTH);
    shift0.intoArray(dShift, at);
    shift1.intoArray(dShift, at + LENGTH);
    shift2.intoArray(dShift, at + 2 * LENGTH);
    shift3.intoArray(dShift, at + 3 * LENGTH);
  }
}
