package org.duetml.tabular.encoding;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.duetml.kernel.Matrix;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;

/**
 * A column of one value, which needs no dimension.
 *
 * @param number the value of a column of numbers; null for texts and if all are missing
 * @param text the value of a column of texts; null for numbers and if all are missing
 */
record ConstantEncoding(Double number, String text) implements ColumnEncoding {
  @Override
  public int dimensions() {
    return 0;
  }

  @Override
  public BitSet encode(TableBatch batch, int column, Jitter jitter, Matrix rows, int at) {
    BitSet unknown = new BitSet(batch.rows());
    for (int row = 0; row < batch.rows(); row++) {
      unknown.set(row, !isKnown(batch, column, row));
    }
    return unknown;
  }

  private boolean isKnown(TableBatch batch, int column, int row) {
    if (batch.isMissing(column, row)) {
      return number == null && text == null;
    }
    return batch.columns().get(column).kind().isNumber()
        ? number != null && batch.numbers(column)[row] == number
        : batch.texts(column)[row].equals(text);
  }

  @Override
  public List<Object> reach() {
    return Collections.singletonList(number == null ? text : number);
  }

  @Override
  public void decode(Matrix rows, int at, TableBatch batch, int column) {
    for (int row = 0; row < batch.rows(); row++) {
      if (batch.columns().get(column).kind().isNumber()) {
        batch.numbers(column)[row] = number == null ? Double.NaN : number;
      } else {
        batch.texts(column)[row] = text;
      }
    }
  }

  @Override
  public void requireFits(Column column, List<Column> earlier) {
    LevelEncoding.requireLevel(column, number);
    LevelEncoding.requireLevel(column, text);
  }

  @Override
  public String label() {
    return number == null && text == null ? "all missing" : "constant";
  }
}
