package org.duetml.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "uses no kernels")
class ReservoirTest {
  @TempDir Path folder;

  private static Reservoir.Sample sample(TableInput input, int size, long seed)
      throws IOException {
    try (TableReader reader = input.read(input.columns())) {
      return Reservoir.sample(reader, input.columns(), size, seed);
    }
  }

  /** Each of 100 rows is drawn with probability 1/10: chi-square with 99 degrees of freedom. */
  @Test
  void everyRowIsDrawnEquallyOften() throws IOException {
    int trials = 400;
    int[] drawn = new int[100];
    try (TableInput input = TableInput.query("SELECT range AS i FROM range(100)")) {
      for (int seed = 0; seed < trials; seed++) {
        Reservoir.Sample sample = sample(input, 10, seed);
        assertEquals(100, sample.tableRows());
        double previous = -1;
        for (double row : sample.rows().numbers(0)) {
          assertTrue(row > previous, "not in the table's order");
          previous = row;
          drawn[(int) row]++;
        }
      }
    }
    double expected = trials / 10.0;
    double chiSquare = 0;
    for (int count : drawn) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    // Without replacement the variance is 0.9 of that of independent draws: mean 90, sd about 13.
    assertTrue(chiSquare > 45 && chiSquare < 150, "chi-square " + chiSquare);
  }

  @Test
  void theSeedDecides() throws IOException {
    try (TableInput input = TableInput.query("SELECT range AS i, 'n' || range AS n FROM range(9999)")) {
      List<List<String>> first = Tables.rows(sample(input, 50, 1).rows());
      assertEquals(first, Tables.rows(sample(input, 50, 1).rows()));
      assertNotEquals(first, Tables.rows(sample(input, 50, 2).rows()));
      first.forEach(row -> assertEquals("n" + row.get(0), row.get(1) + ".0"));
    }
  }

  @Test
  void aSmallTableIsTakenWhole() throws IOException {
    String rows = IntStream.range(0, 30).mapToObj(String::valueOf).collect(Collectors.joining("\n"));
    Path csv = Tables.file(folder, "x.csv", "i\n" + rows + "\n");
    try (TableInput input = TableInput.open(csv.toString())) {
      assertEquals(Tables.read(csv), Tables.rows(sample(input, 1000, 5).rows()));
      assertThrows(IllegalArgumentException.class, () -> sample(input, 0, 5));
    }
  }

  @Test
  void partsAreApartAndTogetherAll() {
    TableBatch rows = new TableBatch(List.of(new Column("i", ColumnKind.INTEGER)), 1000);
    IntStream.range(0, 1000).forEach(i -> rows.numbers(0)[i] = i);
    Reservoir.Split split = Reservoir.split(rows, 0.2, 3);
    assertEquals(200, split.heldOut().rows());
    assertEquals(800, split.training().rows());
    double[] all =
        IntStream.concat(
                IntStream.range(0, 200).map(i -> (int) split.heldOut().numbers(0)[i]),
                IntStream.range(0, 800).map(i -> (int) split.training().numbers(0)[i]))
            .sorted()
            .asDoubleStream()
            .toArray();
    assertEquals(
        IntStream.range(0, 1000).asDoubleStream().boxed().toList(),
        java.util.Arrays.stream(all).boxed().toList());
    assertThrows(IllegalArgumentException.class, () -> Reservoir.split(rows, 1.5, 3));
  }
}
