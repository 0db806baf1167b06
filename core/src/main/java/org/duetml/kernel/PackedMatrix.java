package org.duetml.kernel;

/**
 * A matrix as the right operand of products, in the order in which they read it: cut into panels of
 * neighbouring columns, one behind the other, each row after row (packing, Goto and van de Geijn
 * 2008). A product then reads memory in one sweep, which processors fetch ahead; read from a {@link
 * Matrix}, whose rows lie far apart, large weights arrive too late.
 *
 * <p>Made by {@link Kernels#packed}, because how wide a panel is depends on the kernels, and only
 * for these.
 */
public final class PackedMatrix {
  private final int rows;
  private final int columns;
  private final int widestPanel;
  private final float[] values;

  /** Zeros; the widest panel is the whole width or a power of two that divides into vectors. */
  PackedMatrix(int rows, int columns, int widestPanel) {
    this.rows = rows;
    this.columns = columns;
    this.widestPanel = widestPanel;
    this.values = new float[Math.multiplyExact(rows, Matrix.aligned(columns))];
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** The columns of all panels: {@link #columns()} rounded up as in {@link Matrix#width()}. */
  int width() {
    return Matrix.aligned(columns);
  }

  /** The width of the panel that starts at a column. */
  int panelWidth(int column) {
    return panelWidth(width() - column, widestPanel);
  }

  /** The width of the next panel where so many columns are left. */
  static int panelWidth(int left, int widest) {
    return left >= widest ? widest : Integer.highestOneBit(left);
  }

  /** Where the panel that starts at a column lies in {@link #values()}. */
  int panelOffset(int column) {
    return column * rows;
  }

  float[] values() {
    return values;
  }
}
