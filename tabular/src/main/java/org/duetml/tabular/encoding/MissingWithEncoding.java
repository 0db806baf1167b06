package org.duetml.tabular.encoding;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.duetml.data.StandardNormal;
import org.duetml.kernel.Matrix;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;

/**
 * A column that is missing exactly where an earlier column is, such as the second reading of one
 * sensor: generated rows obey that without learning it. Where both are missing, its dimensions tell
 * nothing: numbers lie anywhere and levels are all off. A row with only one of the two is far from
 * those of the training.
 *
 * @param source the place of the earlier column
 * @param sourceName its name
 * @param values of the rows in which it is there: of numbers or of levels, none of them missing
 */
record MissingWithEncoding(int source, String sourceName, ColumnEncoding values)
    implements ColumnEncoding {
  /** Checks that values are encoded as such. */
  MissingWithEncoding {
    if (!(values instanceof NumberEncoding number && !number.missing())
        && !(values instanceof LevelEncoding levels && !levels.levels().contains(null))) {
      throw new IllegalArgumentException(
          "a column that is missing with '%s': expected its values as numbers or levels, none missing"
              .formatted(sourceName));
    }
  }

  @Override
  public int dimensions() {
    return values.dimensions();
  }

  @Override
  public BitSet encode(TableBatch batch, int column, Jitter jitter, Matrix rows, int at) {
    // Those that are missing are unknown to the encoding of the values, and lie as such.
    BitSet unknown = values.encode(batch, column, jitter, rows, at);
    for (int row = 0; row < batch.rows(); row++) {
      boolean absent = batch.isMissing(column, row);
      if (batch.isMissing(source, row) && absent) {
        encodeNothing(jitter, rows, row, at);
        unknown.clear(row);
      } else if (batch.isMissing(source, row)) {
        rows.set(row, at, NumberEncoding.FAR);
        unknown.set(row);
      }
    }
    return unknown;
  }

  private void encodeNothing(Jitter jitter, Matrix rows, int row, int at) {
    boolean line = !(values instanceof LevelEncoding levels && levels.layout() != LevelLayout.CODE);
    for (int i = at; i < at + dimensions(); i++) {
      double place = jitter.at(row, i);
      float image = line ? (float) StandardNormal.quantile(place) : Indicator.of(false, place);
      rows.set(row, i, image);
    }
  }

  @Override
  public void decode(Matrix rows, int at, TableBatch batch, int column) {
    values.decode(rows, at, batch, column);
    for (int row = 0; row < batch.rows(); row++) {
      if (batch.isMissing(source, row)) {
        LevelEncoding.set(batch, column, row, null);
      }
    }
  }

  @Override
  public OptionalInt ruledBy() {
    return OptionalInt.of(source);
  }

  @Override
  public List<Object> reach() {
    return orMissing(values.reach());
  }

  @Override
  public List<Object> representatives(double[] marks) {
    return orMissing(values.representatives(marks));
  }

  private static List<Object> orMissing(List<Object> known) {
    List<Object> all = new ArrayList<>(known);
    all.add(null);
    return all;
  }

  @Override
  public void requireFits(Column column, List<Column> earlier) {
    if (source < 0 || source >= earlier.size()) {
      throw new IllegalArgumentException(
          "column '%s' is missing with column %d: expected one of the %d before it"
              .formatted(column.name(), source, earlier.size()));
    }
    values.requireFits(column, earlier);
  }

  @Override
  public String label() {
    return "%s, missing with %s".formatted(values.label(), sourceName);
  }
}
