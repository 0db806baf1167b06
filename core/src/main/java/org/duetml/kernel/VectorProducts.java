package org.duetml.kernel;

import static org.duetml.kernel.Simd.FLOATS;
import static org.duetml.kernel.Simd.LENGTH;

/** Matrix products cut into {@link VectorTiles}. */
final class VectorProducts {
  /** Columns of the widest tile that the registers can hold. */
  static final int WIDEST_PANEL = (FLOATS.vectorBitSize() >= 512 ? 4 : 2) * LENGTH;

  /**
   * Most steps summed in one go: few enough that the panel of b, which one tile after the other
   * reads, and the rows of a fit into the first-level cache.
   */
  private static final int STEP_BLOCK = 128;

  /** The same for weight gradients, whose left operand is read across its rows. */
  private static final int GRADIENT_BLOCK = 96;

  /**
   * Floats from which a batch no longer fits into the second-level cache. Processors fetch ahead
   * along rows, while weight gradients read across them and would wait; so each block is first read
   * along its rows.
   */
  private static final int FAR_FLOATS = 1 << 18;

  /** Floats in a cache line. */
  private static final int CACHE_LINE = 16;

  private static final float[] ZEROS = new float[WIDEST_PANEL];

  /** Keeps the compiler from dropping reads whose values nobody needs. */
  @SuppressWarnings("unused")
  private static float readAhead;

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

  static void weightGradient(Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to) {
    assert x.columns() == gradient.rows();
    assert delta.columns() == gradient.columns();
    boolean far = rows * x.stride() >= FAR_FLOATS;
    int blocks = blocks(rows, GRADIENT_BLOCK);
    for (int block = 0; block < blocks; block++) {
      int k = share(block, blocks, rows);
      int end = share(block + 1, blocks, rows);
      if (far) {
        readAhead = readAhead(x, k, end, from, to) + readAhead(delta, k, end, 0, delta.width());
      }
      int a = k * x.stride() + from;
      for (int column = 0, width; column < gradient.width(); column += width) {
        width = PackedMatrix.panelWidth(gradient.width() - column, WIDEST_PANEL);
        int b = k * delta.stride() + column;
        addTo(
            gradient,
            from,
            to,
            column,
            width,
            block == 0,
            null,
            x.values(),
            a,
            1,
            x.stride(),
            delta.values(),
            b,
            delta.stride(),
            end - k);
      }
    }
  }

  /** Reads from every cache line of some columns of rows {@code k} to {@code end}, in order. */
  private static float readAhead(Matrix x, int k, int end, int from, int to) {
    float even = 0;
    float odd = 0;
    for (int r = k; r < end; r++) {
      int row = r * x.stride();
      for (int i = row + from; i + CACHE_LINE < row + to; i += 2 * CACHE_LINE) {
        even += x.values()[i];
        odd += x.values()[i + CACHE_LINE];
      }
    }
    return even + odd;
  }

  /** Even blocks of steps; without steps there is one empty block, which writes the bias. */
  private static int blocks(int steps, int largest) {
    return Math.max(1, (steps + largest - 1) / largest);
  }

  /**
   * A block of steps for the columns of one panel: {@code c = c + a b} on rows {@code from} to
   * {@code to}, or {@code bias + a b} for the first block. {@code aRow} and {@code aStep} are the
   * distances in a of two rows of c and of two steps of the sum, {@code bStep} that in b.
   */
  private static void addTo(
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
    VectorTiles.Tile tile = VectorTiles.ofWidth(width / LENGTH);
    int rows = to - from;
    boolean single = rows < VectorTiles.MIN_ROWS;
    int tiles = single ? rows : (rows + VectorTiles.MAX_ROWS - 1) / VectorTiles.MAX_ROWS;
    int cRow = single ? 0 : c.stride();
    float[] start = first ? bias == null ? ZEROS : bias.values() : c.values();
    for (int t = 0; t < tiles; t++) {
      int row = share(t, tiles, rows);
      int target = (from + row) * c.stride() + column;
      tile.add(
          a,
          aOffset + row * aRow,
          single ? 0 : aRow,
          aStep,
          b,
          bOffset,
          bStep,
          steps,
          start,
          first ? bias == null ? 0 : column : target,
          first ? 0 : cRow,
          c.values(),
          target,
          cRow,
          share(t + 1, tiles, rows) - row);
    }
  }

  /** Deals rows or steps evenly: where the share of a part begins. */
  private static int share(int part, int parts, int count) {
    return (int) ((long) part * count / parts);
  }
}
