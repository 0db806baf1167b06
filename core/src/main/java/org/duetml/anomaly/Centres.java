package org.duetml.anomaly;

import java.util.Arrays;
import org.duetml.kernel.Matrix;

/**
 * Points that distances are measured to, column after column, so that the innermost loop runs over
 * points. Differences are taken before they are squared: {@code |x|^2 + |c|^2 - 2 x c} would cancel
 * where it matters most, next to a point. Immutable and safe for concurrent use.
 */
final class Centres {
  private static final int UNROLLED = 4;

  private final int count;
  private final float[][] columns;

  /**
   * Copies points.
   *
   * @param points one in each row
   */
  Centres(Matrix points) {
    count = points.rows();
    columns = new float[points.columns()][count];
    for (int c = 0; c < columns.length; c++) {
      for (int i = 0; i < count; i++) {
        columns[c][i] = points.get(i, c);
      }
    }
  }

  int count() {
    return count;
  }

  /**
   * The squared Euclidean distances to all points.
   *
   * @param x holds as many coordinates as the points have
   * @param offset where they begin
   * @param squared the first {@link #count()} are overwritten
   */
  void squaredDistances(float[] x, int offset, float[] squared) {
    Arrays.fill(squared, 0, count, 0);
    int whole = columns.length / UNROLLED * UNROLLED;
    for (int c = 0; c < whole; c += UNROLLED) {
      addFour(x, offset + c, c, squared);
    }
    for (int c = whole; c < columns.length; c++) {
      addOne(x[offset + c], columns[c], squared);
    }
  }

  /** Four columns at a time: a quarter of the loads and stores of the sums. */
  private void addFour(float[] x, int offset, int column, float[] sums) {
    float[] column0 = columns[column];
    float[] column1 = columns[column + 1];
    float[] column2 = columns[column + 2];
    float[] column3 = columns[column + 3];
    float x0 = x[offset];
    float x1 = x[offset + 1];
    float x2 = x[offset + 2];
    float x3 = x[offset + 3];
    for (int i = 0; i < count; i++) {
      float d0 = x0 - column0[i];
      float d1 = x1 - column1[i];
      float d2 = x2 - column2[i];
      float d3 = x3 - column3[i];
      sums[i] += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
  }

  private void addOne(float x, float[] column, float[] sums) {
    for (int i = 0; i < count; i++) {
      float d = x - column[i];
      sums[i] += d * d;
    }
  }
}
