package org.duetml.kernel;

import static org.duetml.kernel.Simd.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Weight gradients of large batches and wide layers. Both operands are packed block by block (Goto
 * and van de Geijn 2008), the left one tile by tile: read where they lie, each step of a tile would
 * touch two more pages of memory. As packed operands are read from nearby caches, blocks may have
 * more steps, and the gradient, which is too large to stay near, is passed over less often.
 */
final class VectorFarGradient {
  /** Columns from which what is saved in every panel outweighs the packing of the left operand. */
  private static final int MIN_COLUMNS = 32 * LENGTH;

  /** Rows from which on all tiles have five or six of them. */
  private static final int MIN_ROWS = 20;

  /** Rows of the lowest of these tiles. */
  private static final int FEWEST_ROWS = 5;

  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
  private static final int COPIED = 8;

  /** Steps of which all tiles are packed before the next: few enough to stay in nearby caches. */
  private static final int PACKED_STEPS = 64;

  private static final ThreadLocal<VectorFarGradient> MEMORY =
      ThreadLocal.withInitial(VectorFarGradient::new);

  private final float[] panels =
      new float[VectorProducts.GROUP_COLUMNS * VectorProducts.STEP_BLOCK];
  private float[] tiles = {};

  private VectorFarGradient() {}

  /** Whether packing pays; asked for far batches. */
  static boolean pays(Matrix gradient, int from, int to) {
    return gradient.columns() >= MIN_COLUMNS && to - from >= MIN_ROWS;
  }

  /** {@link VectorGradients#weightGradient}, to the same bits. */
  static void weightGradient(Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to) {
    MEMORY.get().sum(x, delta, rows, gradient, from, to);
  }

  private void sum(Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to) {
    int steps = Math.min(rows, VectorProducts.STEP_BLOCK);
    int size = VectorProducts.tiles(to - from) * tileFloats(VectorTiles.MAX_ROWS, steps);
    tiles = tiles.length < size ? new float[size] : tiles;
    int width = gradient.width();
    for (int k = 0; k < rows; k += VectorProducts.STEP_BLOCK) {
      int end = Math.min(rows, k + VectorProducts.STEP_BLOCK);
      packTiles(x, k, end, from, to);
      for (int column = 0; column < width; column += VectorProducts.GROUP_COLUMNS) {
        int last = Math.min(width, column + VectorProducts.GROUP_COLUMNS);
        VectorPacking.packPanels(delta, k, end, column, last, panels);
        addPanels(k == 0, end - k, gradient, from, to, column, last);
      }
    }
  }

  /**
   * Tile after tile, each step after step: some steps of all tiles, read ahead along their rows,
   * then the next.
   */
  private void packTiles(Matrix x, int k, int kEnd, int from, int to) {
    for (int first = k; first < kEnd; first += PACKED_STEPS) {
      int end = Math.min(kEnd, first + PACKED_STEPS);
      VectorGradients.readAhead(x, first, end, from, to);
      int offset = 0;
      int count = VectorProducts.tiles(to - from);
      for (int t = 0; t < count; t++) {
        int row = from + VectorProducts.share(t, count, to - from);
        int height = from + VectorProducts.share(t + 1, count, to - from) - row;
        packTile(x, first, end, row, height, offset + (first - k) * height);
        offset += tileFloats(height, kEnd - k);
      }
    }
  }

  private static int tileFloats(int height, int steps) {
    return steps * height + COPIED - FEWEST_ROWS;
  }

  /**
   * Some steps of a tile of five or six rows. Eight floats are copied at once; those too many lie
   * where the next step will be written, or behind the tile's last.
   */
  private void packTile(Matrix x, int k, int end, int row, int height, int to) {
    float[] in = x.values();
    int stride = x.stride();
    for (int step = k, i = k * stride + row, o = to; step < end; step++, i += stride, o += height) {
      if (i + COPIED <= in.length) {
        FloatVector.fromArray(EIGHT, in, i).intoArray(tiles, o);
      } else {
        System.arraycopy(in, i, tiles, o, height);
      }
    }
  }

  private void addPanels(
      boolean first, int steps, Matrix gradient, int from, int to, int column, int end) {
    int offset = 0;
    int count = VectorProducts.tiles(to - from);
    for (int t = 0; t < count; t++) {
      int row = from + VectorProducts.share(t, count, to - from);
      int height = from + VectorProducts.share(t + 1, count, to - from) - row;
      int panel = 0;
      for (int start = column, width; start < end; start += width) {
        width = PackedMatrix.panelWidth(end - start, VectorProducts.WIDEST_PANEL);
        VectorProducts.addTile(
            gradient, row, height, start, width, first, null, tiles, offset, 1, height, panels,
            panel, width, steps);
        panel += steps * width;
      }
      offset += tileFloats(height, steps);
    }
  }
}
