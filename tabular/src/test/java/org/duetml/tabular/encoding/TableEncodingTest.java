package org.duetml.tabular.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
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
class TableEncodingTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final TableBatch all = MixedTable.of(3000, 1);
  private final FittedEncoding fitted = EncodingRules.fit(all, ColumnChoice.AS_DETECTED);
  private final TableEncoding encoding = fitted.encoding();
  private final TableBatch rows = kept(all);

  /** The columns of a batch that the encoding knows. */
  private TableBatch kept(TableBatch batch) {
    TableBatch kept = new TableBatch(encoding.schema(), batch.rows());
    for (int c = 0; c < kept.columns().size(); c++) {
      int place = batch.columns().indexOf(kept.columns().get(c));
      if (kept.columns().get(c).kind().isNumber()) {
        System.arraycopy(batch.numbers(place), 0, kept.numbers(c), 0, batch.rows());
      } else {
        System.arraycopy(batch.texts(place), 0, kept.texts(c), 0, batch.rows());
      }
    }
    return kept;
  }

  private static int[] counts(EncodedRows encoded) {
    return encoded.unknown().stream().mapToInt(BitSet::cardinality).toArray();
  }

  @Test
  void everyColumnGetsTheEncodingOfItsSort() {
    List<String> treatments = fitted.columns().stream().map(ColumnTreatment::treatment).toList();
    assertEquals(
        List.of(
            "standard",
            "quantile",
            "quantile",
            "quantile",
            "indicators",
            "indicators",
            "quantile",
            "standard",
            "indicators",
            "code",
            "constant",
            "all missing",
            "excluded",
            "excluded"),
        treatments);
    assertEquals(5, fitted.messages().size(), fitted.messages().toString());
    assertTrue(fitted.messages().get(4).contains("keep it with --categorical key"));
  }

  @Test
  void decodingAnEncodedRowGivesTheRowAgain() {
    for (Jitter jitter : List.of(Jitter.NONE, Jitter.of(RandomStream.of(5, "jitter"), 0))) {
      EncodedRows encoded = encoding.encode(rows, jitter);
      assertArrayEquals(new int[encoding.columns().size()], counts(encoded));
      TableBatch back = encoding.decode(encoded.points());
      for (int c = 0; c < rows.columns().size(); c++) {
        Column column = rows.columns().get(c);
        if (column.kind() == ColumnKind.CATEGORICAL) {
          assertArrayEquals(rows.texts(c), back.texts(c), column.name());
        } else if (column.name().equals("zeros")) {
          assertClose(rows.numbers(c), back.numbers(c), 1e-3);
        } else {
          assertArrayEquals(rows.numbers(c), back.numbers(c), column.name());
        }
      }
    }
  }

  /** A number without a grid is rounded; 0, which is repeated, is not. */
  private static void assertClose(double[] expected, double[] actual, double tolerance) {
    for (int row = 0; row < expected.length; row++) {
      double allowed = expected[row] == 0 ? 0 : tolerance * expected[row];
      assertEquals(expected[row], actual[row], allowed);
    }
  }

  @Test
  void anyPointHasARowWithinTheBoundsOfTheTraining() {
    Matrix points = new Matrix(5000, encoding.dimension());
    RandomStream.of(3, "points").normals(0, points, 0, points.rows());
    for (int i = 0; i < points.values().length; i++) {
      points.values()[i] *= 5;
    }
    TableBatch decoded = encoding.decode(points);
    for (int c = 0; c < rows.columns().size(); c++) {
      if (rows.columns().get(c).kind().isNumber()) {
        double[] known = Arrays.stream(rows.numbers(c)).filter(x -> !Double.isNaN(x)).toArray();
        for (double value : decoded.numbers(c)) {
          assertTrue(
              Double.isNaN(value)
                  || value >= Arrays.stream(known).min().orElseThrow()
                      && value <= Arrays.stream(known).max().orElseThrow());
        }
      } else {
        assertTrue(Arrays.asList(rows.texts(c)).containsAll(Arrays.asList(decoded.texts(c))));
      }
    }
    double[] masses = decoded.numbers(place("mass"));
    assertTrue(Arrays.stream(masses).allMatch(mass -> mass % 25 == 0));
  }

  private int place(String name) {
    return encoding.schema().stream().map(Column::name).toList().indexOf(name);
  }

  @Test
  void jitteredQuantilesAreStandardNormal() {
    Matrix points = encoding.encode(rows, Jitter.of(RandomStream.of(7, "jitter"), 0)).points();
    for (String name : List.of("zeros", "mass", "city")) {
      int at = encoding.offset(place(name));
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < points.rows(); row++) {
        sum += points.get(row, at);
        squares += points.get(row, at) * points.get(row, at);
      }
      // Deterministic up to the place in the cells: half a percent of a deviation.
      assertEquals(0, sum / points.rows(), 0.03, name);
      assertEquals(1, squares / points.rows(), 0.05, name);
    }
  }

  @Test
  void theJsonFormIsExact() throws JsonProcessingException {
    String json = JSON.writeValueAsString(encoding);
    TableEncoding again = JSON.readValue(json, TableEncoding.class);
    assertEquals(json, JSON.writeValueAsString(again));
    assertArrayEquals(
        encoding.encode(rows, Jitter.NONE).points().values(),
        again.encode(rows, Jitter.NONE).points().values());
  }

  @Test
  void unknownValuesAreCountedAndFarFromAllKnownOnes() {
    TableBatch strange = rows.select(new int[] {0, 1, 2});
    strange.texts(place("kind"))[0] = "never seen";
    strange.numbers(place("mass"))[1] = 1e6;
    strange.numbers(place("normal"))[2] = Double.NaN;
    EncodedRows encoded = encoding.encode(strange, Jitter.NONE);
    int[] unknown = new int[encoding.columns().size()];
    unknown[place("kind")] = 1;
    unknown[place("normal")] = 1;
    assertArrayEquals(unknown, counts(encoded));
    int kind = encoding.offset(place("kind"));
    double far = 0;
    for (int i = 0; i < 4; i++) {
      double difference = encoded.points().get(0, kind + i) - encoded.points().get(1, kind + i);
      far += difference * difference;
    }
    assertTrue(Math.sqrt(far) > 2 * Math.sqrt(2), "known ones are sqrt 2 apart");
    assertTrue(encoded.points().get(1, encoding.offset(place("mass"))) > 20);
    assertTrue(encoded.points().get(2, encoding.offset(place("normal"))) > 6);
  }

  @Test
  void whatTheUserSaysWins() {
    ColumnChoice choice = new ColumnChoice(List.of("id"), List.of("key"), List.of());
    List<String> treatments =
        EncodingRules.fit(all, choice).columns().stream().map(ColumnTreatment::treatment).toList();
    assertEquals(List.of("standard", "code"), treatments.subList(12, 14));
  }

  @Test
  void aTableThatDoesNotVaryIsRefused() {
    TableBatch flat = new TableBatch(List.of(new Column("x", ColumnKind.NUMERIC)), 30);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> EncodingRules.fit(flat, ColumnChoice.AS_DETECTED))
            .getMessage();
    assertTrue(message.contains("no column varies"), message);
  }

  @Test
  void aColumnThatFollowsFromAnotherIsDerivedAndItsBreachIsFar() {
    List<Column> columns =
        List.of(
            new Column("survived", ColumnKind.INTEGER),
            new Column("alive", ColumnKind.CATEGORICAL),
            new Column("coin", ColumnKind.BOOLEAN));
    TableBatch batch = new TableBatch(columns, 200);
    for (int row = 0; row < batch.rows(); row++) {
      batch.numbers(0)[row] = row % 2;
      batch.texts(1)[row] = row % 2 == 1 ? "yes" : "no";
      batch.numbers(2)[row] = row / 2 % 2;
    }
    FittedEncoding derived = EncodingRules.fit(batch, ColumnChoice.AS_DETECTED);
    assertEquals("from survived", derived.columns().get(1).treatment());
    assertEquals("indicators", derived.columns().get(2).treatment());
    assertTrue(derived.messages().get(0).startsWith("column 'alive' follows from survived"));
    batch.texts(1)[0] = "yes";
    EncodedRows encoded = derived.encoding().encode(batch, Jitter.NONE);
    assertArrayEquals(new int[] {0, 1, 0}, counts(encoded));
    assertEquals(8, encoded.points().get(0, 1));
    assertEquals(0, encoded.points().get(1, 1));
    assertEquals("no", derived.encoding().decode(encoded.points()).texts(1)[0]);
  }

  @Test
  void aRuleOfFewRowsMayBeChance() {
    List<Column> columns =
        List.of(new Column("a", ColumnKind.CATEGORICAL), new Column("b", ColumnKind.CATEGORICAL));
    TableBatch batch = new TableBatch(columns, 20);
    for (int row = 0; row < batch.rows(); row++) {
      batch.texts(0)[row] = row % 2 == 0 ? "x" : "y";
      batch.texts(1)[row] = row % 2 == 0 ? "u" : "v";
    }
    FittedEncoding few = EncodingRules.fit(batch, ColumnChoice.AS_DETECTED);
    assertEquals("indicators", few.columns().get(1).treatment());
  }

  /** Two numbers and a category of 200 rows, all three missing in every fifth row. */
  private static TableBatch readings() {
    List<Column> columns =
        List.of(
            new Column("first", ColumnKind.NUMERIC),
            new Column("second", ColumnKind.NUMERIC),
            new Column("unit", ColumnKind.CATEGORICAL));
    TableBatch batch = new TableBatch(columns, 200);
    RandomStream random = RandomStream.of(1, "readings");
    for (int row = 0; row < batch.rows(); row++) {
      boolean absent = row % 5 == 0;
      batch.numbers(0)[row] = absent ? Double.NaN : random.normal(0, row);
      batch.numbers(1)[row] = absent ? Double.NaN : random.normal(1, row);
      batch.texts(2)[row] = absent ? null : List.of("m", "ft", "in").get(row % 3);
    }
    return batch;
  }

  @Test
  void columnsThatAreMissingTogetherAreGeneratedTogether() throws JsonProcessingException {
    TableBatch batch = readings();
    FittedEncoding joint = EncodingRules.fit(batch, ColumnChoice.AS_DETECTED);
    assertEquals("standard, missing with first", joint.columns().get(1).treatment());
    assertEquals("indicators, missing with first", joint.columns().get(2).treatment());
    TableEncoding read =
        JSON.readValue(JSON.writeValueAsString(joint.encoding()), TableEncoding.class);
    assertEquals(2 + 1 + 3, read.dimension());

    EncodedRows encoded = read.encode(batch, Jitter.NONE);
    assertArrayEquals(new int[3], counts(encoded));
    assertArrayEquals(batch.texts(2), read.decode(encoded.points()).texts(2));

    Matrix anywhere = new Matrix(2000, read.dimension());
    RandomStream.of(3, "points").normals(0, anywhere, 0, anywhere.rows());
    TableBatch any = read.decode(anywhere);
    for (int row = 0; row < any.rows(); row++) {
      assertEquals(any.isMissing(0, row), any.isMissing(1, row));
      assertEquals(any.isMissing(0, row), any.isMissing(2, row));
    }
  }

  @Test
  void aRowWithOnlyOneOfThemIsFarFromAll() {
    TableBatch batch = readings();
    TableEncoding encoding = EncodingRules.fit(batch, ColumnChoice.AS_DETECTED).encoding();
    batch.numbers(1)[0] = 0.5;
    batch.numbers(1)[1] = Double.NaN;
    batch.texts(2)[5] = "m";
    EncodedRows encoded = encoding.encode(batch, Jitter.NONE);
    assertArrayEquals(new int[] {0, 2, 1}, counts(encoded));
    assertEquals(8, encoded.points().get(0, encoding.offset(1)));
    assertEquals(8, encoded.points().get(1, encoding.offset(1)));
    assertEquals(8, encoded.points().get(5, encoding.offset(2)));
  }

  @Test
  void aFewValuesMissingTogetherMayBeChance() {
    TableBatch batch = readings();
    for (int row = 10; row < batch.rows(); row += 5) {
      batch.numbers(0)[row] = row / 7.0;
      batch.numbers(1)[row] = row / 9.0;
    }
    FittedEncoding few = EncodingRules.fit(batch, ColumnChoice.AS_DETECTED);
    assertFalse(few.columns().get(1).treatment().contains("missing with"));
  }
}
