package org.duetml.kernel;

import static org.duetml.kernel.Simd.FLOATS;
import static org.duetml.kernel.Simd.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Fills panels: neighbouring columns, row after row, as in {@link PackedMatrix}. */
final class VectorPacking {
  /** Transposition works on blocks of four by four, whatever the length of vectors. */
  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

  private static final int BLOCK = 4;

  private static final VectorShuffle<Float> LOW_TWICE = VectorShuffle.fromValues(FOUR, 0, 0, 1, 1);
  private static final VectorShuffle<Float> HIGH_TWICE = VectorShuffle.fromValues(FOUR, 2, 2, 3, 3);
  private static final VectorShuffle<Float> LOW_PAIR = VectorShuffle.fromValues(FOUR, 0, 1, 0, 1);
  private static final VectorShuffle<Float> HIGH_PAIR = VectorShuffle.fromValues(FOUR, 2, 3, 2, 3);
  private static final VectorMask<Float> ODD =
      VectorMask.fromValues(FOUR, false, true, false, true);
  private static final VectorMask<Float> UPPER =
      VectorMask.fromValues(FOUR, false, false, true, true);

  private VectorPacking() {}

  static void pack(Matrix source, PackedMatrix target) {
    assert source.rows() == target.rows();
    assert source.columns() == target.columns();
    packPanels(source, 0, source.rows(), 0, target.width(), target.values());
  }

  /**
   * Fills panels, one behind the other from the array's start, with columns {@code column} to
   * {@code end} of rows {@code from} to {@code to}. Several panels are filled at a time: a row of
   * one may be a single cache line, the next row lies far off, and each would be waited for.
   */
  static void packPanels(Matrix source, int from, int to, int column, int end, float[] panels) {
    int offset = 0;
    for (int first = column, width; first < end; first += width) {
      if (end - first >= VectorProducts.GROUP_COLUMNS) {
        width = VectorProducts.GROUP_COLUMNS;
        packGroup(source, from, to, first, panels, offset);
      } else {
        width = PackedMatrix.panelWidth(end - first, VectorProducts.WIDEST_PANEL);
        packPanel(source, from, to, first, width, panels, offset);
      }
      offset += width * (to - from);
    }
  }

  /** As {@link #packPanel} for several panels, whose width is a constant that unrolls the loops. */
  private static void packGroup(
      Matrix source, int from, int to, int first, float[] panels, int offset) {
    float[] in = source.values();
    int width = VectorProducts.WIDEST_PANEL;
    int distance = (to - from) * width;
    for (int r = from; r < to; r++) {
      int start = r * source.stride() + first;
      int target = offset + (r - from) * width;
      for (int p = 0; p < VectorProducts.GROUP_COLUMNS; p += width, target += distance) {
        for (int j = 0; j < width; j += LENGTH) {
          FloatVector.fromArray(FLOATS, in, start + p + j).intoArray(panels, target + j);
        }
      }
    }
  }

  private static void packPanel(
      Matrix source, int from, int to, int column, int width, float[] panel, int offset) {
    float[] in = source.values();
    for (int r = from; r < to; r++) {
      int start = r * source.stride() + column;
      int target = offset + (r - from) * width;
      for (int j = 0; j < width; j += LENGTH) {
        FloatVector.fromArray(FLOATS, in, start + j).intoArray(panel, target + j);
      }
    }
  }

  static void packTransposed(Matrix source, PackedMatrix target) {
    assert source.rows() == target.columns();
    assert source.columns() == target.rows();
    for (int column = 0, width; column < target.width(); column += width) {
      width = target.panelWidth(column);
      transposePanel(source, column, width, target);
    }
  }

  /** The rows of the source from {@code first} on become the columns of one panel. */
  private static void transposePanel(Matrix source, int first, int width, PackedMatrix target) {
    float[] out = target.values();
    int offset = target.panelOffset(first);
    int count = Math.min(width, source.rows() - first);
    int whole = count / BLOCK * BLOCK;
    int wholeRows = target.rows() / BLOCK * BLOCK;
    for (int r = 0; r < wholeRows; r += BLOCK) {
      transposeBlocks(source, first, r, whole, out, offset + r * width, width);
    }
    transposeRest(source, first, 0, whole, wholeRows, out, offset, width);
    transposeRest(source, first, whole, count, 0, out, offset, width);
  }

  /** One by one: rows {@code from} to {@code to} of a panel's source, columns from {@code c} on. */
  private static void transposeRest(
      Matrix source, int first, int from, int to, int c, float[] out, int offset, int width) {
    float[] in = source.values();
    for (int j = from; j < to; j++) {
      int row = (first + j) * source.stride();
      for (int r = c; r < source.columns(); r++) {
        out[offset + r * width + j] = in[row + r];
      }
    }
  }

  /** Four columns of the source, {@code count} rows long, become four rows {@code width} apart. */
  private static void transposeBlocks(
      Matrix source, int row, int column, int count, float[] out, int offset, int width) {
    float[] in = source.values();
    int stride = source.stride();
    for (int j = 0; j < count; j += BLOCK) {
      int from = (row + j) * stride + column;
      int to = offset + j;
      FloatVector a = FloatVector.fromArray(FOUR, in, from);
      FloatVector b = FloatVector.fromArray(FOUR, in, from + stride);
      FloatVector c = FloatVector.fromArray(FOUR, in, from + 2 * stride);
      FloatVector d = FloatVector.fromArray(FOUR, in, from + 3 * stride);
      // a0 b0 a1 b1, and so on: rearranged and blended, which is cheap in every vector length.
      FloatVector lowAb = a.rearrange(LOW_TWICE).blend(b.rearrange(LOW_TWICE), ODD);
      FloatVector highAb = a.rearrange(HIGH_TWICE).blend(b.rearrange(HIGH_TWICE), ODD);
      FloatVector lowCd = c.rearrange(LOW_TWICE).blend(d.rearrange(LOW_TWICE), ODD);
      FloatVector highCd = c.rearrange(HIGH_TWICE).blend(d.rearrange(HIGH_TWICE), ODD);
      lowAb.blend(lowCd.rearrange(LOW_PAIR), UPPER).intoArray(out, to);
      lowAb.rearrange(HIGH_PAIR).blend(lowCd, UPPER).intoArray(out, to + width);
      highAb.blend(highCd.rearrange(LOW_PAIR), UPPER).intoArray(out, to + 2 * width);
      highAb.rearrange(HIGH_PAIR).blend(highCd, UPPER).intoArray(out, to + 3 * width);
    }
  }
}
