package org.duetml.kernel;

/**
 * A row-major matrix of float32 in one array. Every row is padded to a multiple of {@link
 * #ALIGNMENT} floats, so that kernels need no tails and no masks; the padding is always zero.
 *
 * <p>Rows are never a multiple of 512 bytes apart: a panel of such rows would crowd into a few sets
 * of the first-level cache, which costs the products 5 to 20 % of their speed.
 *
 * <p>Not safe for concurrent writes to the same rows.
 */
public final class Matrix {
  /** Floats per padded unit of a row: one 512-bit vector. */
  public static final int ALIGNMENT = 16;

  /** Floats in 512 bytes. */
  private static final int CONFLICT = 128;

  private final int rows;
  private final int columns;
  private final int stride;
  private final float[] values;

  /**
   * A matrix of zeros.
   *
   * @param rows number of rows, at least 0
   * @param columns number of columns, at least 1
   */
  public Matrix(int rows, int columns) {
    if (rows < 0 || columns < 1) {
      throw new IllegalArgumentException("a matrix cannot be " + rows + " x " + columns);
    }
    this.rows = rows;
    this.columns = columns;
    this.stride = padded(columns);
    this.values = new float[Math.multiplyExact(rows, stride)];
  }

  /**
   * The length of a padded row.
   *
   * @param columns number of columns
   * @return a multiple of {@link #ALIGNMENT} that is none of 128, at least {@code columns}
   */
  public static int padded(int columns) {
    int width = aligned(columns);
    return width % CONFLICT == 0 ? width + ALIGNMENT : width;
  }

  /** Rounded up to a multiple of {@link #ALIGNMENT}. */
  static int aligned(int columns) {
    return (columns + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /**
   * The part of a row that products have to visit.
   *
   * @return {@link #columns()} rounded up to a multiple of {@link #ALIGNMENT}
   */
  public int width() {
    return aligned(columns);
  }

  /**
   * The distance between the starts of two rows in {@link #values()}.
   *
   * @return the padded row length
   */
  public int stride() {
    return stride;
  }

  /**
   * The storage itself, not a copy: element (r, c) is at {@code r * stride() + c}.
   *
   * @return the array behind this matrix
   */
  public float[] values() {
    return values;
  }

  public float get(int row, int column) {
    return values[row * stride + column];
  }

  public void set(int row, int column, float value) {
    values[row * stride + column] = value;
  }

  /**
   * Copies whole rows.
   *
   * @param source matrix of the same number of columns
   * @param sourceRow first row to read
   * @param row first row to write
   * @param count number of rows
   */
  public void copyRows(Matrix source, int sourceRow, int row, int count) {
    if (source.columns != columns) {
      throw new IllegalArgumentException(
          "rows of " + source.columns + " columns do not fit a matrix of " + columns);
    }
    System.arraycopy(source.values, sourceRow * stride, values, row * stride, count * stride);
  }
}
