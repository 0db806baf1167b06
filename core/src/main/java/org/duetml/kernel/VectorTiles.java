package org.duetml.kernel;

import static org.duetml.kernel.Simd.FLOATS;
import static org.duetml.kernel.Simd.LENGTH;

import jdk.incubator.vector.FloatVector;

/**
 * The innermost loops of the matrix products: a tile of {@code c} lives in registers while {@code
 * steps} outer products of a column of {@code a} and a row of {@code b} are added to it, each by
 * fused multiply-add and in ascending order.
 *
 * <p>A tile works on two groups of three rows, the upper from its first row and the lower up to its
 * last. In a tile of 3 to 5 rows the groups overlap, and in one of 1 or 2 each group is a single
 * row: rows are then computed more than once, to the same bits.
 *
 * <p>Six by four needs 24 accumulators, 4 vectors of b and one of a: 29 of the 32 registers of
 * AVX-512; six by two needs 15 of the 16 of AVX2.
 *
 * <p>How the loops are written decides how fast they are where a step has few operations, as with
 * AVX2. Counted by {@code ib}, whose distance is a constant, they need no further counter, and the
 * compiler checks the bounds of b before the loop. Those of a it checks in the loop, as {@code
 * aStep} is unknown: with all rows counted like b, it would fetch six elements of a ahead and run
 * out of registers. Six by four has operations enough to hide any of this, and takes b as it lies:
 * where weight gradients would have to pack it, that costs more.
 */
final class VectorTiles {
  static final int MAX_ROWS = 6;

  private static final int GROUP_ROWS = 3;

  /** Vectors in a row of the widest tile. */
  private static final int WIDEST = 4;

  /** One of the tiles; {@link VectorTiles#add} says what it does. */
  @FunctionalInterface
  private interface Tile {
    /** Rows of a group lie {@code aRow} apart, and the groups {@code aLower}; so in start and c. */
    void add(
        float[] a,
        int aOffset,
        int aRow,
        int aLower,
        int aStep,
        float[] b,
        int bOffset,
        int bStep,
        int steps,
        float[] start,
        int startOffset,
        int startRow,
        int startLower,
        float[] c,
        int cOffset,
        int cRow,
        int cLower);
  }

  private VectorTiles() {}

  /**
   * {@code c[i] = start[i] + sum over k < steps of a[i][k] * b[k]}, for rows i below height.
   *
   * @param width columns: one, two or four vectors
   * @param height rows, from 1 to {@link #MAX_ROWS}
   * @param a left operand
   * @param aOffset of its element (0, 0)
   * @param aRow distance of two rows
   * @param aStep distance of two steps
   * @param b right operand
   * @param bOffset of its element (0, 0)
   * @param bStep distance of two steps: the width, unless {@link #takesAnyStep}
   * @param steps how many
   * @param start what the sums start from
   * @param startOffset of its element (0, 0)
   * @param startRow distance of two rows
   * @param c result
   * @param cOffset of its element (0, 0)
   * @param cRow distance of two rows
   */
  static void add(
      int width,
      int height,
      float[] a,
      int aOffset,
      int aRow,
      int aStep,
      float[] b,
      int bOffset,
      int bStep,
      int steps,
      float[] start,
      int startOffset,
      int startRow,
      float[] c,
      int cOffset,
      int cRow) {
    assert bStep == width || takesAnyStep(width);
    int lower = height < GROUP_ROWS ? height - 1 : height - GROUP_ROWS;
    int next = height < GROUP_ROWS ? 0 : 1;
    ofWidth(width / LENGTH)
        .add(
            a,
            aOffset,
            next * aRow,
            lower * aRow,
            aStep,
            b,
            bOffset,
            bStep,
            steps,
            start,
            startOffset,
            next * startRow,
            lower * startRow,
            c,
            cOffset,
            next * cRow,
            lower * cRow);
  }

  /** Whether a tile of this width reads b wherever its steps lie; narrower ones read panels. */
  static boolean takesAnyStep(int width) {
    return width == WIDEST * LENGTH;
  }

  private static Tile ofWidth(int vectors) {
    return switch (vectors) {
      case WIDEST -> VectorTiles::sixByFour;
      case 2 -> VectorTiles::sixByTwo;
      default -> VectorTiles::sixByOne;
    };
  }

  /** Six rows, four vectors wide. */
  private static void sixByFour(
      float[] a,
      int aOffset,
      int aRow,
      int aLower,
      int aStep,
      float[] b,
      int bOffset,
      int bStep,
      int steps,
      float[] start,
      int startOffset,
      int startRow,
      int startLower,
      float[] c,
      int cOffset,
      int cRow,
      int cLower) {
    int lowerStart = startOffset + startLower;
    FloatVector c00 = FloatVector.fromArray(FLOATS, start, startOffset);
    FloatVector c01 = FloatVector.fromArray(FLOATS, start, startOffset + LENGTH);
    FloatVector c02 = FloatVector.fromArray(FLOATS, start, startOffset + 2 * LENGTH);
    FloatVector c03 = FloatVector.fromArray(FLOATS, start, startOffset + 3 * LENGTH);
    FloatVector c10 = FloatVector.fromArray(FLOATS, start, startOffset + startRow);
    FloatVector c11 = FloatVector.fromArray(FLOATS, start, startOffset + startRow + LENGTH);
    FloatVector c12 = FloatVector.fromArray(FLOATS, start, startOffset + startRow + 2 * LENGTH);
    FloatVector c13 = FloatVector.fromArray(FLOATS, start, startOffset + startRow + 3 * LENGTH);
    FloatVector c20 = FloatVector.fromArray(FLOATS, start, startOffset + 2 * startRow);
    FloatVector c21 = FloatVector.fromArray(FLOATS, start, startOffset + 2 * startRow + LENGTH);
    FloatVector c22 = FloatVector.fromArray(FLOATS, start, startOffset + 2 * startRow + 2 * LENGTH);
    FloatVector c23 = FloatVector.fromArray(FLOATS, start, startOffset + 2 * startRow + 3 * LENGTH);
    FloatVector c30 = FloatVector.fromArray(FLOATS, start, lowerStart);
    FloatVector c31 = FloatVector.fromArray(FLOATS, start, lowerStart + LENGTH);
    FloatVector c32 = FloatVector.fromArray(FLOATS, start, lowerStart + 2 * LENGTH);
    FloatVector c33 = FloatVector.fromArray(FLOATS, start, lowerStart + 3 * LENGTH);
    FloatVector c40 = FloatVector.fromArray(FLOATS, start, lowerStart + startRow);
    FloatVector c41 = FloatVector.fromArray(FLOATS, start, lowerStart + startRow + LENGTH);
    FloatVector c42 = FloatVector.fromArray(FLOATS, start, lowerStart + startRow + 2 * LENGTH);
    FloatVector c43 = FloatVector.fromArray(FLOATS, start, lowerStart + startRow + 3 * LENGTH);
    FloatVector c50 = FloatVector.fromArray(FLOATS, start, lowerStart + 2 * startRow);
    FloatVector c51 = FloatVector.fromArray(FLOATS, start, lowerStart + 2 * startRow + LENGTH);
    FloatVector c52 = FloatVector.fromArray(FLOATS, start, lowerStart + 2 * startRow + 2 * LENGTH);
    FloatVector c53 = FloatVector.fromArray(FLOATS, start, lowerStart + 2 * startRow + 3 * LENGTH);
    for (int k = 0, ia = aOffset, ib = bOffset; k < steps; k++, ia += aStep, ib += bStep) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, ib);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, ib + LENGTH);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, ib + 2 * LENGTH);
      FloatVector b3 = FloatVector.fromArray(FLOATS, b, ib + 3 * LENGTH);
      int il = ia + aLower;
      FloatVector x = FloatVector.broadcast(FLOATS, a[ia]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      c03 = x.fma(b3, c03);
      x = FloatVector.broadcast(FLOATS, a[ia + aRow]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      c12 = x.fma(b2, c12);
      c13 = x.fma(b3, c13);
      x = FloatVector.broadcast(FLOATS, a[ia + 2 * aRow]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      c22 = x.fma(b2, c22);
      c23 = x.fma(b3, c23);
      x = FloatVector.broadcast(FLOATS, a[il]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      c32 = x.fma(b2, c32);
      c33 = x.fma(b3, c33);
      x = FloatVector.broadcast(FLOATS, a[il + aRow]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      c42 = x.fma(b2, c42);
      c43 = x.fma(b3, c43);
      x = FloatVector.broadcast(FLOATS, a[il + 2 * aRow]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
      c52 = x.fma(b2, c52);
      c53 = x.fma(b3, c53);
    }
    int lowerC = cOffset + cLower;
    c00.intoArray(c, cOffset);
    c01.intoArray(c, cOffset + LENGTH);
    c02.intoArray(c, cOffset + 2 * LENGTH);
    c03.intoArray(c, cOffset + 3 * LENGTH);
    c10.intoArray(c, cOffset + cRow);
    c11.intoArray(c, cOffset + cRow + LENGTH);
    c12.intoArray(c, cOffset + cRow + 2 * LENGTH);
    c13.intoArray(c, cOffset + cRow + 3 * LENGTH);
    c20.intoArray(c, cOffset + 2 * cRow);
    c21.intoArray(c, cOffset + 2 * cRow + LENGTH);
    c22.intoArray(c, cOffset + 2 * cRow + 2 * LENGTH);
    c23.intoArray(c, cOffset + 2 * cRow + 3 * LENGTH);
    c30.intoArray(c, lowerC);
    c31.intoArray(c, lowerC + LENGTH);
    c32.intoArray(c, lowerC + 2 * LENGTH);
    c33.intoArray(c, lowerC + 3 * LENGTH);
    c40.intoArray(c, lowerC + cRow);
    c41.intoArray(c, lowerC + cRow + LENGTH);
    c42.intoArray(c, lowerC + cRow + 2 * LENGTH);
    c43.intoArray(c, lowerC + cRow + 3 * LENGTH);
    c50.intoArray(c, lowerC + 2 * cRow);
    c51.intoArray(c, lowerC + 2 * cRow + LENGTH);
    c52.intoArray(c, lowerC + 2 * cRow + 2 * LENGTH);
    c53.intoArray(c, lowerC + 2 * cRow + 3 * LENGTH);
  }

  /** Six rows, two vectors wide. */
  private static void sixByTwo(
      float[] a,
      int aOffset,
      int aRow,
      int aLower,
      int aStep,
      float[] b,
      int bOffset,
      int bStep,
      int steps,
      float[] start,
      int startOffset,
      int startRow,
      int startLower,
      float[] c,
      int cOffset,
      int cRow,
      int cLower) {
    int lowerStart = startOffset + startLower;
    FloatVector c00 = FloatVector.fromArray(FLOATS, start, startOffset);
    FloatVector c01 = FloatVector.fromArray(FLOATS, start, startOffset + LENGTH);
    FloatVector c10 = FloatVector.fromArray(FLOATS, start, startOffset + startRow);
    FloatVector c11 = FloatVector.fromArray(FLOATS, start, startOffset + startRow + LENGTH);
    FloatVector c20 = FloatVector.fromArray(FLOATS, start, startOffset + 2 * startRow);
    FloatVector c21 = FloatVector.fromArray(FLOATS, start, startOffset + 2 * startRow + LENGTH);
    FloatVector c30 = FloatVector.fromArray(FLOATS, start, lowerStart);
    FloatVector c31 = FloatVector.fromArray(FLOATS, start, lowerStart + LENGTH);
    FloatVector c40 = FloatVector.fromArray(FLOATS, start, lowerStart + startRow);
    FloatVector c41 = FloatVector.fromArray(FLOATS, start, lowerStart + startRow + LENGTH);
    FloatVector c50 = FloatVector.fromArray(FLOATS, start, lowerStart + 2 * startRow);
    FloatVector c51 = FloatVector.fromArray(FLOATS, start, lowerStart + 2 * startRow + LENGTH);
    int end = bOffset + 2 * LENGTH * steps;
    for (int ia = aOffset, ib = bOffset; ib < end; ia += aStep, ib += 2 * LENGTH) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, ib);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, ib + LENGTH);
      int il = ia + aLower;
      FloatVector x = FloatVector.broadcast(FLOATS, a[ia]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(FLOATS, a[ia + aRow]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(FLOATS, a[ia + 2 * aRow]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(FLOATS, a[il]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(FLOATS, a[il + aRow]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(FLOATS, a[il + 2 * aRow]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
    }
    int lowerC = cOffset + cLower;
    c00.intoArray(c, cOffset);
    c01.intoArray(c, cOffset + LENGTH);
    c10.intoArray(c, cOffset + cRow);
    c11.intoArray(c, cOffset + cRow + LENGTH);
    c20.intoArray(c, cOffset + 2 * cRow);
    c21.intoArray(c, cOffset + 2 * cRow + LENGTH);
    c30.intoArray(c, lowerC);
    c31.intoArray(c, lowerC + LENGTH);
    c40.intoArray(c, lowerC + cRow);
    c41.intoArray(c, lowerC + cRow + LENGTH);
    c50.intoArray(c, lowerC + 2 * cRow);
    c51.intoArray(c, lowerC + 2 * cRow + LENGTH);
  }

  /** Six rows, one vector wide. */
  private static void sixByOne(
      float[] a,
      int aOffset,
      int aRow,
      int aLower,
      int aStep,
      float[] b,
      int bOffset,
      int bStep,
      int steps,
      float[] start,
      int startOffset,
      int startRow,
      int startLower,
      float[] c,
      int cOffset,
      int cRow,
      int cLower) {
    int lowerStart = startOffset + startLower;
    FloatVector c00 = FloatVector.fromArray(FLOATS, start, startOffset);
    FloatVector c10 = FloatVector.fromArray(FLOATS, start, startOffset + startRow);
    FloatVector c20 = FloatVector.fromArray(FLOATS, start, startOffset + 2 * startRow);
    FloatVector c30 = FloatVector.fromArray(FLOATS, start, lowerStart);
    FloatVector c40 = FloatVector.fromArray(FLOATS, start, lowerStart + startRow);
    FloatVector c50 = FloatVector.fromArray(FLOATS, start, lowerStart + 2 * startRow);
    int end = bOffset + LENGTH * steps;
    for (int ia = aOffset, ib = bOffset; ib < end; ia += aStep, ib += LENGTH) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, ib);
      int il = ia + aLower;
      FloatVector x = FloatVector.broadcast(FLOATS, a[ia]);
      c00 = x.fma(b0, c00);
      x = FloatVector.broadcast(FLOATS, a[ia + aRow]);
      c10 = x.fma(b0, c10);
      x = FloatVector.broadcast(FLOATS, a[ia + 2 * aRow]);
      c20 = x.fma(b0, c20);
      x = FloatVector.broadcast(FLOATS, a[il]);
      c30 = x.fma(b0, c30);
      x = FloatVector.broadcast(FLOATS, a[il + aRow]);
      c40 = x.fma(b0, c40);
      x = FloatVector.broadcast(FLOATS, a[il + 2 * aRow]);
      c50 = x.fma(b0, c50);
    }
    int lowerC = cOffset + cLower;
    c00.intoArray(c, cOffset);
    c10.intoArray(c, cOffset + cRow);
    c20.intoArray(c, cOffset + 2 * cRow);
    c30.intoArray(c, lowerC);
    c40.intoArray(c, lowerC + cRow);
    c50.intoArray(c, lowerC + 2 * cRow);
  }
}
