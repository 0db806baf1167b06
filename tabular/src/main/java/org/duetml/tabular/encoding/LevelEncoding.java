package org.duetml.tabular.encoding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duetml.data.StandardNormal;
import org.duetml.kernel.Matrix;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;

/**
 * A column of categories, of booleans, or of a few different numbers. A missing value is a level
 * like any other where the training had one. Levels that no row of the training had are encoded far
 * from all others.
 *
 * <p>Levels are held by falling frequency, so that in {@link LevelLayout#CODE} rare ones lie at the
 * end of the line.
 */
final class LevelEncoding implements ColumnEncoding {
  /** An indicator that is neither on nor off: about three times as far as levels are apart. */
  private static final float UNKNOWN_INDICATOR = -2;

  /** Beyond the rarest level of a code. */
  private static final float UNKNOWN_CODE = 8;

  private final List<Object> levels;
  private final long[] counts;
  private final LevelLayout layout;
  private final Map<Object, Integer> places = new HashMap<>();

  /** F at the end of each level's interval. */
  private final double[] cumulative;

  /**
   * An encoding.
   *
   * @param levels at least two distinct texts or numbers by falling frequency; null for missing
   * @param counts rows of the training with each, above 0
   * @param layout how they lie in space; {@link LevelLayout#INDICATOR} only for two
   */
  @JsonCreator
  LevelEncoding(
      @JsonProperty("levels") List<Object> levels,
      @JsonProperty("counts") long[] counts,
      @JsonProperty("layout") LevelLayout layout) {
    if (levels.size() < 2 || levels.size() != counts.length) {
      throw new IllegalArgumentException(
          "%d levels and %d counts: expected as many of each, at least 2"
              .formatted(levels.size(), counts.length));
    }
    if (layout == LevelLayout.INDICATOR && counts.length != 2) {
      throw new IllegalArgumentException(
          "one indicator for %d levels: expected 2".formatted(counts.length));
    }
    this.levels = Collections.unmodifiableList(new ArrayList<>(levels));
    this.counts = counts.clone();
    this.layout = layout;
    cumulative = new double[counts.length];
    double rows = 0;
    for (long count : counts) {
      rows += count;
    }
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 1 || places.put(levels.get(i), i) != null) {
        throw new IllegalArgumentException(
            "level '%s' with %d rows: expected it once, with at least 1 row"
                .formatted(levels.get(i), counts[i]));
      }
      sum += counts[i];
      cumulative[i] = sum / rows;
    }
  }

  @JsonProperty("levels")
  List<Object> levels() {
    return levels;
  }

  @JsonProperty("counts")
  long[] counts() {
    return counts.clone();
  }

  @JsonProperty("layout")
  LevelLayout layout() {
    return layout;
  }

  @Override
  public int dimensions() {
    return layout.dimensions(counts.length);
  }

  @Override
  public BitSet encode(TableBatch batch, int column, Jitter jitter, Matrix rows, int at) {
    BitSet unknown = new BitSet(batch.rows());
    for (int row = 0; row < batch.rows(); row++) {
      Object value = value(batch, column, row);
      Integer level = places.get(value);
      if (level == null) {
        encodeUnknown(rows, row, at);
        unknown.set(row);
      } else {
        encode(level, jitter, rows, row, at);
      }
    }
    return unknown;
  }

  private void encode(int level, Jitter jitter, Matrix rows, int row, int at) {
    switch (layout) {
      case INDICATOR -> rows.set(row, at, Indicator.of(level == 1, jitter.at(row, at)));
      case INDICATORS -> {
        for (int i = 0; i < counts.length; i++) {
          rows.set(row, at + i, Indicator.of(level == i, jitter.at(row, at + i)));
        }
      }
      case CODE -> {
        double start = level == 0 ? 0 : cumulative[level - 1];
        double place = start + jitter.at(row, at) * (cumulative[level] - start);
        rows.set(row, at, (float) StandardNormal.quantile(place));
      }
    }
  }

  private void encodeUnknown(Matrix rows, int row, int at) {
    for (int i = 0; i < dimensions(); i++) {
      rows.set(row, at + i, layout == LevelLayout.CODE ? UNKNOWN_CODE : UNKNOWN_INDICATOR);
    }
  }

  @Override
  public void decode(Matrix rows, int at, TableBatch batch, int column) {
    for (int row = 0; row < batch.rows(); row++) {
      set(batch, column, row, levels.get(level(rows, row, at)));
    }
  }

  /** A text, a number, or null for a missing value. */
  static Object value(TableBatch batch, int column, int row) {
    if (batch.isMissing(column, row)) {
      return null;
    }
    // Adding 0 makes -0 a plain 0.
    return batch.columns().get(column).kind().isNumber()
        ? (Object) (batch.numbers(column)[row] + 0.0)
        : batch.texts(column)[row];
  }

  static void set(TableBatch batch, int column, int row, Object value) {
    if (batch.columns().get(column).kind().isNumber()) {
      batch.numbers(column)[row] = value == null ? Double.NaN : (Double) value;
    } else {
      batch.texts(column)[row] = (String) value;
    }
  }

  @Override
  public List<Object> reach() {
    return levels;
  }

  @Override
  public void requireFits(Column column, List<Column> earlier) {
    levels.forEach(level -> requireLevel(column, level));
  }

  /** Refuses what cannot stand in a column: expected a finite number or a text, or null. */
  static void requireLevel(Column column, Object level) {
    boolean fits =
        level == null
            || (column.kind().isNumber()
                ? level instanceof Double number && Double.isFinite(number)
                : level instanceof String);
    if (!fits) {
      throw new IllegalArgumentException(
          "column '%s' has the value %s: expected %s"
              .formatted(
                  column.name(), level, column.kind().isNumber() ? "finite numbers" : "texts"));
    }
  }

  private int level(Matrix rows, int row, int at) {
    return switch (layout) {
      case INDICATOR -> Indicator.isOn(rows.get(row, at)) ? 1 : 0;
      case INDICATORS -> largest(rows, row, at);
      case CODE -> owner(StandardNormal.cdf(rows.get(row, at)));
    };
  }

  private int largest(Matrix rows, int row, int at) {
    int largest = 0;
    for (int i = 1; i < counts.length; i++) {
      if (rows.get(row, at + i) > rows.get(row, at + largest)) {
        largest = i;
      }
    }
    return largest;
  }

  private int owner(double probability) {
    int found = Arrays.binarySearch(cumulative, probability);
    return Math.min(found >= 0 ? found : -found - 1, counts.length - 1);
  }

  @Override
  public String label() {
    return layout.label();
  }
}
