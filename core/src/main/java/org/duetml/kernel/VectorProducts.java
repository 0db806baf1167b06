package org.duetml.kernel;

import static org.duetml.kernel.Simd.FLOATS;
import static org.duetml.kernel.Simd.LENGTH;

/** Matrix products cut into {@link VectorTiles}. */
final class VectorProducts {
  /** Columns of the widest tile that the registers can hold. */
  static final int WIDEST_PANEL = (FLOATS.vectorBitSize() >= 512 ? 4 : 2) * LENGTH;

  /**
   * Floats of a panel that are summed in one go. They do not fit into the first-level cache; but a
   * panel is read in one sweep, which processors fetch ahead, and the fewer the blocks, the less
   * often the result is passed over.
   */
  static final int PANEL_FLOATS = 16 * 1024;

  /** Most steps summed in one go. */
  static final int STEP_BLOCK = PANEL_FLOATS / WIDEST_PANEL;

  /**
   * Columns of the panels that stand by while a few rows of the result are computed. So memory is
   * written along rows, which processors fetch ahead; with one panel for all rows, each cache line
   * of the result would be waited for.
   */
  static final int GROUP_COLUMNS = 4 * WIDEST_PANEL;

  private static final float[] ZEROS = new float[WIDEST_PANEL];

  private VectorProducts() {}

  static void affine(Matrix x, PackedMatrix weights, Matrix bias, Matrix y, int from, int to) {
    assert x.columns() == weights.rows();
    assert weights.columns() == y.columns();
    int steps = weights.rows();
    int blocks = blocks(steps, STEP_BLOCK);
    for (int column = 0; column < y.width(); column += GROUP_COLUMNS) {
      int end = Math.min(y.width(), column + GROUP_COLUMNS);
      for (int block = 0; block < blocks; block++) {
        int k = share(block, blocks, steps);
        int kEnd = share(block + 1, blocks, steps);
        addBlock(x, weights, k, kEnd, block == 0, bias, y, from, to, column, end);
      }
    }
  }

  /** Adds the products of steps {@code k} to {@code kEnd} to some columns of y. */
  private static void addBlock(
      Matrix x,
      PackedMatrix weights,
      int k,
      int kEnd,
      boolean first,
      Matrix bias,
      Matrix y,
      int from,
      int to,
      int column,
      int end) {
    int tiles = tiles(to - from);
    for (int t = 0; t < tiles; t++) {
      int row = from + share(t, tiles, to - from);
      int height = from + share(t + 1, tiles, to - from) - row;
      for (int start = column, width; start < end; start += width) {
        width = weights.panelWidth(start);
        addTile(
            y,
            row,
            height,
            start,
            width,
            first,
            bias,
            x.values(),
            row * x.stride() + k,
            x.stride(),
            1,
            weights.values(),
            weights.panelOffset(start) + k * width,
            width,
            kEnd - k);
      }
    }
  }

  /** Even blocks of steps; without steps there is one empty block, which writes the bias. */
  static int blocks(int steps, int largest) {
    return Math.max(1, Math.ceilDiv(steps, largest));
  }

  /** Fewest tiles for so many rows. */
  static int tiles(int rows) {
    return Math.ceilDiv(rows, VectorTiles.MAX_ROWS);
  }

  /** Deals rows or steps evenly: where the share of a part begins. */
  static int share(int part, int parts, int count) {
    return (int) ((long) part * count / parts);
  }

  /**
   * A block of steps for one tile of c: {@code c = c + a b}, or {@code bias + a b} for the first
   * block, where no bias is zero. {@code aRow} and {@code aStep} are the distances in a of two rows
   * of c and of two steps of the sum, {@code bStep} that of two steps in b.
   */
  static void addTile(
      Matrix c,
      int row,
      int height,
      int column,
      int width,
      boolean first,
      Matrix bias,
      float[] a,
      int aOffset,
      int aRow,
      int aStep,
      float[] b,
      int bOffset,
      int bStep,
      int steps) {
    int target = row * c.stride() + column;
    float[] start = first ? bias == null ? ZEROS : bias.values() : c.values();
    VectorTiles.add(
        width,
        height,
        a,
        aOffset,
        aRow,
        aStep,
        b,
        bOffset,
        bStep,
        steps,
        start,
        first ? bias == null ? 0 : column : target,
        first ? 0 : c.stride(),
        c.values(),
        target,
        c.stride());
  }
}
