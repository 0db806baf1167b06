package org.duetml.kernel;

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
  private static final int MIN_COLUMNS = 512;

  /** Rows from which on all tiles can have five or six of them. */
  private static final int MIN_ROWS = 20;

  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
  private static final int COPIED = 8;

  private static final int SIX = 6;
  private static final int FIVE = 5;

  private static final ThreadLocal<VectorFarGradient> MEMORY =
      ThreadLocal.withInitial(VectorFarGradient::new);

  private static final float[] ZEROS = new float[VectorProducts.WIDEST_PANEL];

  private final float[] panel = new float[VectorProducts.PANEL_FLOATS];
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
    int size = tiles(to - from) * tileFloats(SIX, Math.min(rows, VectorProducts.STEP_BLOCK));
    tiles = tiles.length < size ? new float[size] : tiles;
    for (int k = 0; k < rows; k += VectorProducts.STEP_BLOCK) {
      int steps = Math.min(VectorProducts.STEP_BLOCK, rows - k);
      packTiles(x, k, steps, from, to);
      for (int column = 0, width; column < gradient.width(); column += width) {
        width = PackedMatrix.panelWidth(gradient.width() - column, VectorProducts.WIDEST_PANEL);
        VectorPacking.packPanel(delta, k, k + steps, column, width, panel, 0);
        addPanel(k == 0, steps, gradient, from, to, column, width);
      }
    }
  }

  /**
   * How many of the tiles of so many rows have six of them; they come first, all others have five.
   */
  private static int sixes(int rows) {
    return rows - FIVE * tiles(rows);
  }

  private static int tiles(int rows) {
    return (rows + SIX - 1) / SIX;
  }

  /** Tile after tile, each step after step. */
  private void packTiles(Matrix x, int k, int steps, int from, int to) {
    int sixes = sixes(to - from);
    int fives = tiles(to - from) - sixes;
    int first = sixes * tileFloats(SIX, steps);
    for (int step = 0; step < steps; step++) {
      int row = (k + step) * x.stride() + from;
      packStep(x.values(), row, SIX, sixes, step * SIX, steps);
      packStep(x.values(), row + sixes * SIX, FIVE, fives, first + step * FIVE, steps);
    }
  }

  private static int tileFloats(int height, int steps) {
    return steps * height + COPIED - FIVE;
  }

  /**
   * One step of some tiles of five or six rows. Eight floats are copied at once; those too many lie
   * where the next step will be written, or behind the tile's last.
   */
  private void packStep(float[] x, int from, int height, int count, int to, int steps) {
    int distance = tileFloats(height, steps);
    for (int t = 0, i = from, o = to; t < count; t++, i += height, o += distance) {
      if (i + COPIED <= x.length) {
        FloatVector.fromArray(EIGHT, x, i).intoArray(tiles, o);
      } else {
        System.arraycopy(x, i, tiles, o, height);
      }
    }
  }

  private void addPanel(
      boolean first, int steps, Matrix gradient, int from, int to, int column, int width) {
    float[] start = first ? ZEROS : gradient.values();
    int stride = gradient.stride();
    int sixes = sixes(to - from);
    int count = tiles(to - from);
    int row = 0;
    int offset = 0;
    for (int t = 0; t < count; t++) {
      int height = t < sixes ? SIX : FIVE;
      int target = (from + row) * stride + column;
      VectorTiles.add(
          width,
          height,
          tiles,
          offset,
          1,
          height,
          panel,
          0,
          width,
          steps,
          start,
          first ? 0 : target,
          first ? 0 : stride,
          gradient.values(),
          target,
          stride);
      row += height;
      offset += tileFloats(height, steps);
    }
  }
}
