package org.duetml.kernel;

import static org.duetml.kernel.Simd.FLOATS;
import static org.duetml.kernel.Simd.LENGTH;

/** Matrix products cut into {@link VectorTiles}. */
final class VectorProducts {
  /** Vectors side by side in the widest tile that the registers can hold. */
  private static final int TILE_VECTORS = FLOATS.vectorBitSize() >= 512 ? 4 : 2;

  /**
   * Steps summed in one go: few enough that the panel of b, which one tile after the other reads,
   * and the rows of a fit into the first-level cache.
   */
  private static final int STEP_BLOCK = 96;

  private static final float[] ZEROS = new float[TILE_VECTORS * LENGTH];

  private VectorProducts() {}

  static void affine(Matrix x, Matrix weights, Matrix bias, Matrix y, int from, int to) {
    assert x.columns() == weights.rows();
    assert weights.columns() == y.columns();
    float[] start = bias == null ? null : bias.values();
    int offset = from * x.stride();
    product(x.values(), offset, x.stride(), 1, weights, x.columns(), start, y, from, to);
  }

  static void weightGradient(Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to) {
    assert x.columns() == gradient.rows();
    assert delta.columns() == gradient.columns();
    product(x.values(), from, 1, x.stride(), delta, rows, null, gradient, from, to);
  }

  /**
   * Rows {@code from} to {@code to} of {@code c = bias + a b}; {@code aRow} and {@code aStep} are
   * the distances in a of two rows of c and of two steps of the sum.
   */
  private static void product(
      float[] a,
      int aOffset,
      int aRow,
      int aStep,
      Matrix b,
      int steps,
      float[] bias,
      Matrix c,
      int from,
      int to) {
    int stride = c.stride();
    int rows = to - from;
    boolean single = rows < VectorTiles.MIN_ROWS;
    int tiles = single ? rows : (rows + VectorTiles.MAX_ROWS - 1) / VectorTiles.MAX_ROWS;
    // Without steps there is one empty block, which writes the bias.
    for (int k = 0; k == 0 || k < steps; k += STEP_BLOCK) {
      // The first block starts from the bias, every other from where the one before ended.
      boolean first = k == 0;
      for (int column = 0, vectors; column < c.width(); column += vectors * LENGTH) {
        vectors = Math.min(TILE_VECTORS, Integer.highestOneBit((c.width() - column) / LENGTH));
        VectorTiles.Tile tile = VectorTiles.ofWidth(vectors);
        for (int t = 0; t < tiles; t++) {
          int row = firstRow(t, tiles, rows);
          int target = (from + row) * stride + column;
          tile.add(
              a,
              aOffset + row * aRow + k * aStep,
              single ? 0 : aRow,
              aStep,
              b.values(),
              k * stride + column,
              stride,
              Math.min(STEP_BLOCK, steps - k),
              first ? bias == null ? ZEROS : bias : c.values(),
              first ? bias == null ? 0 : column : target,
              first || single ? 0 : stride,
              c.values(),
              target,
              single ? 0 : stride,
              firstRow(t + 1, tiles, rows) - row);
        }
      }
    }
  }

  /** Deals the rows evenly to the fewest tiles, which leaves at least three to each. */
  private static int firstRow(int tile, int tiles, int rows) {
    return (int) ((long) tile * rows / tiles);
  }
}
