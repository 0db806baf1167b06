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

  private static final float[] ZEROS = new float[WIDEST_PANEL];

  private VectorProducts() {}

  static void affine(Matrix x, PackedMatrix weights, Matrix bias, Matrix y, int from, int to) {
    assert x.columns() == weights.rows();
    assert weights.columns() == y.columns();
    int steps = weights.rows();
    int blocks = blocks(steps, STEP_BLOCK);
    for (int column = 0, width; column < y.width(); column += width) {
      width = weights.panelWidth(column);
      for (int block = 0; block < blocks; block++) {
        int k = share(block, blocks, steps);
        int end = share(block + 1, blocks, steps);
        int a = from * x.stride() + k;
        int b = weights.panelOffset(column) + k * width;
        addTo(
            y,
            from,
            to,
            column,
            width,
            block == 0,
            bias,
            x.values(),
            a,
            x.stride(),
            1,
            weights.values(),
            b,
            width,
            end - k);
      }
    }
  }

  /** Even blocks of steps; without steps there is one empty block, which writes the bias. */
  static int blocks(int steps, int largest) {
    return Math.max(1, (steps + largest - 1) / largest);
  }

  /** Deals rows or steps evenly: where the share of a part begins. */
  static int share(int part, int parts, int count) {
    return (int) ((long) part * count / parts);
  }

  /**
   * A block of steps for the columns of one panel: {@code c = c + a b} on rows {@code from} to
   * {@code to}, or {@code bias + a b} for the first block, where no bias is zero. {@code aRow} and
   * {@code aStep} are the distances in a of two rows of c and of two steps of the sum; b is a panel
   * of this width.
   */
  static void addTo(
      Matrix c,
      int from,
      int to,
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
    int rows = to - from;
    int tiles = (rows + VectorTiles.MAX_ROWS - 1) / VectorTiles.MAX_ROWS;
    float[] start = first ? bias == null ? ZEROS : bias.values() : c.values();
    for (int t = 0; t < tiles; t++) {
      int row = share(t, tiles, rows);
      int target = (from + row) * c.stride() + column;
      VectorTiles.add(
          width,
          share(t + 1, tiles, rows) - row,
          a,
          aOffset + row * aRow,
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
}
