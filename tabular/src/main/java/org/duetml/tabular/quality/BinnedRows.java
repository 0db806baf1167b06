package org.duetml.tabular.quality;

/**
 * Rows whose values are bins; see {@link Binning}.
 *
 * @param bins by column and row, as unsigned bytes
 * @param ordered by column: whether bins have an order (numbers) or none (categories)
 * @param rows how many
 */
record BinnedRows(byte[][] bins, boolean[] ordered, int rows) {
  int bin(int column, int row) {
    return bins[column][row] & 0xFF;
  }

  int columns() {
    return bins.length;
  }
}
