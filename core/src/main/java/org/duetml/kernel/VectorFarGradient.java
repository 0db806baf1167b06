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

  /** Rows from which on all tiles can have five or six of them. */
  private static final int MIN_ROWS = 20;

  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
  private static final int COPIED = 8;

  /** Steps of which all tiles are packed before the next: few enough to stay in nearby caches. */
  private static final int PACKED_STEPS = 64;

  private static final int SIX = 6;
  private static final int FIVE = 5;

  private static final ThreadLocal<VectorFarGradient> MEMORY =
      ThreadLocal.withInitial(VectorFarGradient::new);

  private final float[] panels = new float[VectorProducts.GROUP_COLUMNS * VectorProducts.STEP_BLOCK];
  private float[] tiles = {};

  private VectorFarGradient() {}

  /** Whether packing pays; asked for batches that do not fit into the second-level cache. */
  static boolean pays(Matrix gradient, int from, int to) {
    return gradient.columns() >= MIN_COLUMNS && to - from >= MIN_ROWS;
  }

  /** {@link VectorGradients#weightGradient}, to the same bits. */
  static void weightGradient(Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to) {
    MEMORY.get().sum(x, delta, rows, gradient, from, to);
  }

  private void sum(Matrix x, Matrix delta, int rows, Matrix gradient, int from, int to) {
    int size = VectorProducts.tiles(to - from) * tileFloats(SIX, Math.min(rows, VectorProducts.STEP_BLOCK));
    tiles = tiles.length < size ? new float[size] : tiles;
    int width = gradient.width();
    for (int k = 0; k < rows; k += VectorProducts.STEP_BLOCK) {
      int steps = Math.min(VectorProducts.STEP_BLOCK, rows - k);
      packTiles(x, k, steps, from, to);
      for (int column = 0; column < width; column += VectorProducts.GROUP_COLUMNS) {
        int end = Math.min(width, column + VectorProducts.GROUP_COLUMNS);
        VectorPacking.packPanels(delta, k, k + steps, column, end, panels);
        addPanels(k == 0, steps, gradient, from, to, column, end);
      }
    }
  }

  /** The height of the tile that begins at a row: first those of six, then those of five. */
  private static int height(int row, int rows) {
    int sixes = rows - FIVE * VectorProducts.tiles(rows);
    return row < SIX * sixes ? SIX : FIVE;
  }

  /**
   * Tile after tile, each step after step: some steps of all tiles, read ahead along their rows,
   * then the next.
   */
  private void packTiles(Matrix x, int k, int steps, int from, int to) {
    for (int first = 0; first < steps; first += PACKED_STEPS) {
      int end = Math.min(steps, first + PACKED_STEPS);
      VectorGradients.readAhead(x, k + first, k + end, from, to);
      int offset = 0;
      for (int row = from, height; row < to; row += height) {
        height = height(row - from, to - from);
        packTile(x, k + first, k + end, row, height, offset + first * height);
        offset += tileFloats(height, steps);
      }
    }
  }

  private static int tileFloats(int height, int steps) {
    return steps * height + COPIED - FIVE;
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
    int tile = 0;
    for (int row = from, height; row < to; row += height) {
      height = height(row - from, to - from);
      int panel = 0;
      for (int start = column, width; start < end; start += width) {
        width = PackedMatrix.panelWidth(end - start, VectorProducts.WIDEST_PANEL);
        VectorProducts.addTile(
            gradient, row, height, start, width, first, null, tiles, tile, 1, height, panels, panel,
            width, steps);
        panel += steps * width;
      }
      tile += tileFloats(height, steps);
    }
  }
}
