package org.duetml.tabular.encoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.duetml.data.StandardNormal;
import org.duetml.kernel.Matrix;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;

/**
 * A column of numbers as one dimension, and one more that tells whether the value is missing if any
 * is. A missing value lies anywhere in the first: at a normal number, or at 0 without jitter.
 *
 * @param scale of the known values
 * @param resolution the grid they lie on
 * @param lowest the smallest of them; none below is generated
 * @param highest the largest of them; none above is generated
 * @param missing whether any value of the training was missing
 */
record NumberEncoding(
    NumberScale scale, Resolution resolution, double lowest, double highest, boolean missing)
    implements ColumnEncoding {
  /** Where a missing value lies if none was in training: as far from all as an outlier. */
  static final float FAR = 8;

  /** Checks the bounds. */
  NumberEncoding {
    Objects.requireNonNull(scale, "a column of numbers has no scale");
    Objects.requireNonNull(resolution, "a column of numbers has no resolution");
    if (!Double.isFinite(lowest) || !Double.isFinite(highest) || lowest > highest) {
      throw new IllegalArgumentException(
          "numbers from %s to %s: expected finite ones that rise".formatted(lowest, highest));
    }
  }

  @Override
  public int dimensions() {
    return missing ? 2 : 1;
  }

  @Override
  public BitSet encode(TableBatch batch, int column, Jitter jitter, Matrix rows, int at) {
    double[] values = batch.numbers(column);
    BitSet unknown = new BitSet(batch.rows());
    for (int row = 0; row < batch.rows(); row++) {
      boolean absent = Double.isNaN(values[row]);
      double place = jitter.at(row, at);
      if (!absent) {
        rows.set(row, at, (float) scale.apply(values[row], place));
      } else {
        rows.set(row, at, missing ? (float) StandardNormal.quantile(place) : FAR);
        unknown.set(row, !missing);
      }
      if (missing) {
        rows.set(row, at + 1, Indicator.of(absent, jitter.at(row, at + 1)));
      }
    }
    return unknown;
  }

  @Override
  public void decode(Matrix rows, int at, TableBatch batch, int column) {
    double[] values = batch.numbers(column);
    for (int row = 0; row < batch.rows(); row++) {
      boolean absent = missing && Indicator.isOn(rows.get(row, at + 1));
      values[row] = absent ? Double.NaN : value(rows.get(row, at));
    }
  }

  private double value(float image) {
    return Math.clamp(resolution.snap(scale.invert(image)), lowest, highest);
  }

  @Override
  public List<Object> reach() {
    return missing ? Arrays.asList(lowest, highest, null) : List.of(lowest, highest);
  }

  @Override
  public List<Object> representatives(double[] marks) {
    double[] besideMarks =
        Arrays.stream(marks).filter(Double::isFinite).flatMap(resolution::around).toArray();
    double[] ends = {lowest, highest};
    List<Object> found = new ArrayList<>();
    Stream.of(besideMarks, ends, scale.knots())
        .flatMapToDouble(Arrays::stream)
        .map(resolution::snap)
        .filter(value -> value >= lowest && value <= highest)
        .filter(
            value -> scale.reaches(value - resolution.step() / 2, value + resolution.step() / 2))
        .distinct()
        .forEach(found::add);
    if (missing) {
      found.add(null);
    }
    return found;
  }

  @Override
  public void requireFits(Column column, List<Column> earlier) {
    if (!column.kind().isNumber()) {
      throw new IllegalArgumentException(
          "column '%s' of kind %s is encoded as numbers: expected a kind of numbers"
              .formatted(column.name(), column.kind()));
    }
  }

  @Override
  public String label() {
    return scale.label();
  }
}
