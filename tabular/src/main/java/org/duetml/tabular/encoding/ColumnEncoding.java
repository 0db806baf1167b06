package org.duetml.tabular.encoding;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.duetml.kernel.Matrix;
import org.duetml.tabular.Column;
import org.duetml.tabular.TableBatch;

/** One column as some dimensions of the encoded rows. Immutable and safe for concurrent use. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ConstantEncoding.class, name = "constant"),
  @JsonSubTypes.Type(value = NumberEncoding.class, name = "number"),
  @JsonSubTypes.Type(value = LevelEncoding.class, name = "levels"),
  @JsonSubTypes.Type(value = DerivedEncoding.class, name = "derived"),
  @JsonSubTypes.Type(value = MissingWithEncoding.class, name = "missing-with")
})
public sealed interface ColumnEncoding
    permits ConstantEncoding, NumberEncoding, LevelEncoding, DerivedEncoding, MissingWithEncoding {
  /**
   * How many numbers stand for a value.
   *
   * @return at least 0
   */
  int dimensions();

  /**
   * Encodes the values of a column.
   *
   * @param batch holds them
   * @param column its place in the batch
   * @param jitter where in their cells values lie
   * @param rows as many as the batch has; overwritten in the column's dimensions
   * @param at the first of these
   * @return the rows whose values are unknown: missing, a category or a breach of a rule as no row
   *     of the training had
   */
  BitSet encode(TableBatch batch, int column, Jitter jitter, Matrix rows, int at);

  /**
   * The earlier column whose values decide what this one may be.
   *
   * @return its place; empty for most columns
   */
  default OptionalInt ruledBy() {
    return OptionalInt.empty();
  }

  /**
   * Decodes points to values; any point has one. Columns are decoded in their order.
   *
   * @param rows encoded
   * @param at the first of the column's dimensions
   * @param batch as many rows; overwritten in the column
   * @param column its place in the batch
   */
  void decode(Matrix rows, int at, TableBatch batch, int column);

  /**
   * What decoding can give.
   *
   * @return all levels, or the smallest and the largest number; null among them where a value can
   *     be missing
   */
  List<Object> reach();

  /**
   * Values that decoding can give, among them one of every stretch between marks that holds any:
   * what no value meets that is compared with the marks, none of these meets.
   *
   * @param marks numbers that values will be compared with
   * @return all levels, or some numbers; null among them where a value can be missing
   */
  default List<Object> representatives(double[] marks) {
    return reach();
  }

  /**
   * Refuses a column that this is no encoding of, such as one of a damaged file.
   *
   * @param column whose values are encoded
   * @param earlier the columns before it, in their order
   * @throws IllegalArgumentException if values are of another kind, or follow from no earlier
   *     column
   */
  void requireFits(Column column, List<Column> earlier);

  /**
   * What users read.
   *
   * @return for example {@code quantile}
   */
  String label();
}
