package org.duetml.tabular.quality;

import java.util.ArrayList;
import java.util.List;
import org.duetml.tabular.TableBatch;

/** Columns of texts and of booleans, read as categories. */
final class Categories {
  private Categories() {}

  /**
   * A value as text.
   *
   * @param column of texts or booleans
   * @return null where it is missing
   */
  static String at(TableBatch batch, int column, int row) {
    if (batch.isMissing(column, row)) {
      return null;
    }
    return batch.columns().get(column).kind().isNumber()
        ? String.valueOf(batch.numbers(column)[row] != 0)
        : batch.texts(column)[row];
  }

  /** All values that are not missing, in the order of the rows. */
  static List<String> present(TableBatch batch, int column) {
    List<String> values = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      String value = at(batch, column, row);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }
}
