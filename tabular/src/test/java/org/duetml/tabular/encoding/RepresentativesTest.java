package org.duetml.tabular.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.duetml.kernel.Matrix;
import org.duetml.kernel.RandomStream;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnChoice;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "encodings use no kernels")
class RepresentativesTest {
  private static final int DRAWS = 2000;

  /** Whatever a condition says of a value that is generated, it says of a representative. */
  @Test
  void everyGeneratedValueHasOneAmongTheSameMarks() {
    TableEncoding encoding =
        EncodingRules.fit(MixedTable.of(3000, 1), ColumnChoice.AS_DETECTED).encoding();
    Matrix points = new Matrix(DRAWS, encoding.dimension());
    RandomStream.of(5, "points").normals(0, points, 0, DRAWS);
    TableBatch rows = encoding.decode(points);
    int numbers = 0;
    for (int column = 0; column < encoding.columns().size(); column++) {
      if (encoding.schema().get(column).kind().isNumber()) {
        requireRepresented(encoding.columns().get(column), rows.numbers(column));
        numbers++;
      }
    }
    assertTrue(numbers >= 5, numbers + " columns of numbers");
  }

  private static void requireRepresented(EncodedColumn column, double[] values) {
    double[] known =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).limit(200).toArray();
    for (int i = 0; i + 1 < known.length; i += 2) {
      double[] marks = {known[i], known[i + 1]};
      List<Object> found = column.encoding().representatives(marks);
      for (double value : known) {
        assertTrue(
            found.stream()
                .filter(Objects::nonNull)
                .map(Double.class::cast)
                .anyMatch(other -> side(other, marks) == side(value, marks)),
            "%s: %s among %s, %s".formatted(column.column().name(), value, marks[0], marks[1]));
      }
    }
  }

  /** Where a value lies among the marks. */
  private static int side(double value, double[] marks) {
    return 3 * Double.compare(value, marks[0]) + Double.compare(value, marks[1]);
  }

  private static NumberEncoding numbers(double... values) {
    Resolution grid = Resolution.of(values);
    double lowest = Arrays.stream(values).min().orElseThrow();
    double highest = Arrays.stream(values).max().orElseThrow();
    return new NumberEncoding(NumberScaleRule.of(values, grid), grid, lowest, highest, true);
  }

  @Test
  void aClosedSetHasNoneBetweenItsValues() {
    double[] values = IntStream.range(0, 500).mapToDouble(i -> 1 << i % 5).toArray();

    assertEquals(
        new HashSet<>(Arrays.asList(1.0, 2.0, 4.0, 8.0, 16.0, null)),
        new HashSet<>(numbers(values).representatives(new double[] {3, 100, -5, Double.NaN})));
  }

  @Test
  void onAGridTheyAreTheMarkAndItsNeighbours() {
    double[] values = IntStream.range(0, 1000).mapToDouble(i -> 25 * Math.abs(i % 500)).toArray();
    List<Object> found = numbers(values).representatives(new double[] {60, 20_000});

    assertTrue(found.containsAll(List.of(25.0, 50.0, 75.0, 0.0, 12475.0)), found.toString());
    assertTrue(found.stream().filter(Objects::nonNull).allMatch(v -> (Double) v % 25 == 0));
    assertTrue(found.contains(null));
  }

  @Test
  void categoriesAreAllThereIs() {
    TableBatch batch = new TableBatch(List.of(new Column("c", ColumnKind.CATEGORICAL)), 100);
    for (int row = 0; row < 100; row++) {
      batch.texts(0)[row] = row % 3 == 0 ? "a" : "b";
    }
    ColumnEncoding encoding =
        EncodingRules.fit(batch, ColumnChoice.AS_DETECTED)
            .encoding()
            .columns()
            .getFirst()
            .encoding();

    assertEquals(encoding.reach(), encoding.representatives(new double[] {1}));
  }
}
