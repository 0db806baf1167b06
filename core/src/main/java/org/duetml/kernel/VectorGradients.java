package org.duetml.kernel;

import static org.duetml.kernel.Simd.LENGTH;

/** Weight gradients: products whose left operand is read across its rows. */
final class VectorGradients {
  /** Most steps summed in one go: few, because the left operand is read across so many rows. */
  private static final int STEP_BLOCK = 192;

  /**
   * Floats from which a batch is far: too large for a share of the second-level cache. Processors
   * fetch ahead along rows, while weight gradients read across them and would wait; so each block
   * is first read along its rows. With AVX2 this was found to pay from half the size on that
   * AVX-512 needs.
   */
  private static final int FAR_FLOATS = LENGTH << 14;

  /** Most columns of a weight gradient that is computed by way of its transpose. */
  private static final int NARROW = 6;

  /** Floats in a cache line. */
  private static final int CACHE_LINE = 16;

  private static final ThreadLocal<VectorGradients> MEMORY =
      ThreadLocal.withInitial(VectorGradients::new);

  /** Keeps the compiler from dropping reads whose values nobody needs. */
  @SuppressWarnings("unused")
  private static float readAhead;

  /** A transposed gradient, as wide as the parts that a pass computes. */
  private final Matrix transposed = new Matrix(NARROW, 17 * Matrix.ALIGNMENT);

  private final float[] panels = new float[STEP_BLOCK * VectorProducts.GROUP_COLUMNS];

  private VectorGradients() {}

  static void weightGradient(Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to) {
    assert x.columns() == gradient.rows();
    assert delta.columns() == gradient.columns();
    if (gradient.columns() <= NARROW) {
      MEMORY.get().narrow(x, delta, rows, gradient, from, to);
    } else if (isFar(x, delta, rows) && VectorFarGradient.pays(gradient, from, to)) {
      VectorFarGradient.weightGradient(x, delta, rows, gradient, from, to);
    } else {
      MEMORY.get().sum(x, delta, 0, rows, gradient, from, to, gradient.width());
    }
  }

  /**
   * By way of the transposed gradient, {@code transpose(delta) x}: it is as wide as x, so that no
   * part of a vector stays empty.
   */
  private void narrow(Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to) {
    int columns = gradient.columns();
    int start = from / Matrix.ALIGNMENT * Matrix.ALIGNMENT;
    for (int first = start; first < to; first += transposed.columns()) {
      int end = Math.min(to, first + transposed.columns());
      int width = Matrix.aligned(end - first);
      sum(delta, x, first, rows, transposed, 0, columns, width);
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
  private void sum(
      Matrix a, Matrix b, int bColumn, int rows, Matrix c, int from, int to, int width) {
    boolean far = isFar(a, b, rows);
    int blocks = VectorProducts.blocks(rows, STEP_BLOCK);
    for (int block = 0; block < blocks; block++) {
      int k = VectorProducts.share(block, blocks, rows);
      int end = VectorProducts.share(block + 1, blocks, rows);
      if (far) {
        readAhead(a, k, end, from, to);
        readAhead(b, k, end, bColumn, bColumn + width);
      }
      for (int column = 0; column < width; column += VectorProducts.GROUP_COLUMNS) {
        int last = Math.min(width, column + VectorProducts.GROUP_COLUMNS);
        addPanels(a, b, bColumn, k, end, block == 0, c, from, to, column, last);
      }
    }
  }

  /** Steps {@code k} to {@code kEnd} for the columns of c from {@code column} to {@code end}. */
  private void addPanels(
      Matrix a,
      Matrix b,
      int bColumn,
      int k,
      int kEnd,
      boolean first,
      Matrix c,
      int from,
      int to,
      int column,
      int end) {
    int steps = kEnd - k;
    int firstPacked = column + unpacked(end - column);
    VectorPacking.packPanels(b, k, kEnd, bColumn + firstPacked, bColumn + end, panels);
    int tiles = VectorProducts.tiles(to - from);
    for (int t = 0; t < tiles; t++) {
      int row = from + VectorProducts.share(t, tiles, to - from);
      int height = from + VectorProducts.share(t + 1, tiles, to - from) - row;
      for (int start = column, width; start < end; start += width) {
        width = PackedMatrix.panelWidth(end - start, VectorProducts.WIDEST_PANEL);
        boolean packed = start >= firstPacked;
        VectorProducts.addTile(
            c,
            row,
            height,
            start,
            width,
            first,
            null,
            a.values(),
            k * a.stride() + row,
            1,
            a.stride(),
            packed ? panels : b.values(),
            packed ? (start - firstPacked) * steps : k * b.stride() + bColumn + start,
            packed ? width : b.stride(),
            steps);
      }
    }
  }

  /** How many of some columns are in panels that tiles read where they lie; they come first. */
  private static int unpacked(int columns) {
    int widest = VectorProducts.WIDEST_PANEL;
    return VectorTiles.takesAnyStep(widest) ? columns / widest * widest : 0;
  }

  private static boolean isFar(Matrix a, Matrix b, int rows) {
    return rows * Math.max(a.stride(), b.stride()) >= FAR_FLOATS;
  }

  /** Reads from every cache line of some columns of rows {@code k} to {@code end}, in order. */
  static void readAhead(Matrix x, int k, int end, int from, int to) {
    float even = 0;
    float odd = 0;
    for (int r = k; r < end; r++) {
      int row = r * x.stride();
      for (int i = row + from; i + CACHE_LINE < row + to; i += 2 * CACHE_LINE) {
        even += x.values()[i];
        odd += x.values()[i + CACHE_LINE];
      }
    }
    readAhead = even + odd;
  }
}
