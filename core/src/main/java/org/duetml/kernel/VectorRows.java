package org.duetml.kernel;

import static org.duetml.kernel.Simd.FLOATS;
import static org.duetml.kernel.Simd.LENGTH;

import jdk.incubator.vector.FloatVector;

/** Sums over rows, operation by operation the same as {@link ScalarRows}. */
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
}
