package org.duetml.tabular.encoding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.duetml.kernel.Matrix;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;

/**
 * A column of levels that follow from those of an earlier column, such as {@code alive} from {@code
 * survived}: generated rows obey the rule without learning it. Its one dimension tells whether a
 * row obeys; all of the training did, so a row that does not is far from them.
 */
final class DerivedEncoding implements ColumnEncoding {
  /** Where a row lies that does not obey. */
  private static final float FAR = 8;

  private final int source;
  private final String sourceName;
  private final List<Object> from;
  private final List<Object> to;
  private final Map<Object, Object> rule = new HashMap<>();

  /**
   * An encoding.
   *
   * @param source the place of the earlier column
   * @param sourceName its name
   * @param from its distinct levels, null for missing
   * @param to the level of this column that follows from each
   */
  @JsonCreator
  DerivedEncoding(
      @JsonProperty("source") int source,
      @JsonProperty("sourceName") String sourceName,
      @JsonProperty("from") List<Object> from,
      @JsonProperty("to") List<Object> to) {
    if (from.size() < 2 || from.size() != to.size()) {
      throw new IllegalArgumentException(
          "a rule from %d levels to %d: expected as many, at least 2"
              .formatted(from.size(), to.size()));
    }
    this.source = source;
    this.sourceName = sourceName;
    this.from = Collections.unmodifiableList(new ArrayList<>(from));
    this.to = Collections.unmodifiableList(new ArrayList<>(to));
    for (int i = 0; i < from.size(); i++) {
      rule.put(from.get(i), to.get(i));
    }
  }

  @JsonProperty("source")
  int source() {
    return source;
  }

  @JsonProperty("sourceName")
  String sourceName() {
    return sourceName;
  }

  @JsonProperty("from")
  List<Object> from() {
    return from;
  }

  @JsonProperty("to")
  List<Object> to() {
    return to;
  }

  @Override
  public int dimensions() {
    return 1;
  }

  @Override
  public BitSet encode(TableBatch batch, int column, Jitter jitter, Matrix rows, int at) {
    BitSet unknown = new BitSet(batch.rows());
    for (int row = 0; row < batch.rows(); row++) {
      Object cause = LevelEncoding.value(batch, source, row);
      boolean obeys =
          rule.containsKey(cause)
              && Objects.equals(rule.get(cause), LevelEncoding.value(batch, column, row));
      rows.set(row, at, obeys ? Indicator.of(false, jitter.at(row, at)) : FAR);
      unknown.set(row, !obeys);
    }
    return unknown;
  }

  @Override
  public void decode(Matrix rows, int at, TableBatch batch, int column) {
    for (int row = 0; row < batch.rows(); row++) {
      Object value = rule.get(LevelEncoding.value(batch, source, row));
      LevelEncoding.set(batch, column, row, value);
    }
  }

  @Override
  public OptionalInt ruledBy() {
    return OptionalInt.of(source);
  }

  @Override
  public List<Object> reach() {
    return to.stream().distinct().toList();
  }

  @Override
  public void requireFits(Column column, List<Column> earlier) {
    if (source < 0 || source >= earlier.size()) {
      throw new IllegalArgumentException(
          "column '%s' follows from column %d: expected one of the %d before it"
              .formatted(column.name(), source, earlier.size()));
    }
    from.forEach(level -> LevelEncoding.requireLevel(earlier.get(source), level));
    to.forEach(level -> LevelEncoding.requireLevel(column, level));
  }

  @Override
  public String label() {
    return "from " + sourceName;
  }
}
