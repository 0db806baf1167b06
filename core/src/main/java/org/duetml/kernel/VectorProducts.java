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
  private static final int STEP_BLOCK = 8 * 1024 / WIDEST_PANEL;

  /** The same for weight gradients, whose left operand is read across its rows. */
  private static final int GRADIENT_BLOCK = 96;

  /**
   * Floats from which a batch no longer fits into the second-level cache. Processors fetch ahead
   * along rows, while weight gradients read across them and would wait; so each block is first read
   * along its rows.
   */
  private static final int FAR_FLOATS = 1 << 18;

  /** Most columns of a weight gradient that is computed by way of its transpose. */
  private static final int NARROW = 6;

  /** Room for transposed gradients, as wide as the parts that a pass computes. */
  private static final ThreadLocal<Matrix> TRANSPOSED =
      ThreadLocal.withInitial(() -> new Matrix(NARROW, 17 * Matrix.ALIGNMENT));

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
    if (gradient.columns() <= NARROW) {
      narrowGradient(x, delta, rows, gradient, from, to);
    } else if (isFar(x, delta, rows) && VectorFarGradient.pays(gradient, from, to)) {
      VectorFarGradient.weightGradient(x, delta, rows, gradient, from, to);
    } else {
      transposedProduct(x, delta, 0, rows, gradient, from, to, gradient.width());
    }
  }

  /**
   * By way of the transposed gradient, {@code transpose(delta) x}: it is as wide as x, so that no
   * part of a vector stays empty.
   */
  private static void narrowGradient(
      Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to) {
    Matrix transposed = TRANSPOSED.get();
    int columns = gradient.columns();
    int start = from / Matrix.ALIGNMENT * Matrix.ALIGNMENT;
    for (int first = start; first < to; first += transposed.columns()) {
      int end = Math.min(to, first + transposed.columns());
      int width = Matrix.aligned(end - first);
      transposedProduct(delta, x, first, rows, transposed, 0, columns, width);
      for (int r = Math.max(first, from); r < end; r++) {
        for (int c = 0; c < columns; c++) {
          gradient.set(r, c, transposed.get(c, r - first));
        }
      }
    }
  }

  /**
   * {@code c = transpose(a) b}, summed over their first {@code rows} rows, for rows {@code from} to
   * {@code to} of c and {@code width} columns, which are those of b from {@code bColumn} on.
   */
  private static void transposedProduct(
      Matrix a, Matrix b, int bColumn, int rows, Matrix c, int from, int to, int width) {
    boolean far = isFar(a, b, rows);
    int blocks = blocks(rows, GRADIENT_BLOCK);
    for (int block = 0; block < blocks; block++) {
      int k = share(block, blocks, rows);
      int end = share(block + 1, blocks, rows);
      if (far) {
        readAhead = readAhead(a, k, end, from, to) + readAhead(b, k, end, bColumn, bColumn + width);
      }
      for (int column = 0, panel; column < width; column += panel) {
        panel = PackedMatrix.panelWidth(width - column, WIDEST_PANEL);
        addTo(
            c,
            from,
            to,
            column,
            panel,
            block == 0,
            null,
            a.values(),
            k * a.stride() + from,
            1,
            a.stride(),
            b.values(),
            k * b.stride() + bColumn + column,
            b.stride(),
            end - k);
      }
    }
  }

  private static boolean isFar(Matrix a, Matrix b, int rows) {
    return rows * Math.max(a.stride(), b.stride()) >= FAR_FLOATS;
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
