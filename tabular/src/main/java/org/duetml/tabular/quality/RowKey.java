package org.duetml.tabular.quality;

import org.duetml.tabular.TableBatch;

/** A row of a batch, equal to every row that has the same values, missing ones included. */
record RowKey(TableBatch batch, int row) {
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof RowKey key)) {
      return false;
    }
    for (int column = 0; column < batch.columns().size(); column++) {
      if (!value(column).equals(key.value(column))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int column = 0; column < batch.columns().size(); column++) {
      hash = 31 * hash + value(column).hashCode();
    }
    return hash;
  }

  /** A missing text has the value of a missing number, so that no text can be it. */
  private Object value(int column) {
    if (batch.isMissing(column, row)) {
      return Double.NaN;
    }
    // The sum makes one of the two zeros.
    return batch.columns().get(column).kind().isNumber()
        ? (Object) (batch.numbers(column)[row] + 0.0)
        : batch.texts(column)[row];
  }
}
