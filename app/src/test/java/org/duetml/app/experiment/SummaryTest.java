package org.duetml.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void theStandardDeviationIsThatOfASample() {
    Statistic statistic = Statistic.of(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0));
    assertEquals(5, statistic.mean());
    assertEquals(Math.sqrt(32.0 / 7), statistic.sd(), 1e-15);
    assertEquals(8, statistic.count());
  }

  @Test
  void oneValueHasNoSpread() {
    Statistic statistic = Statistic.of(List.of(0.25));
    assertTrue(Double.isNaN(statistic.sd()));
    assertEquals("0.250", statistic.text(3));
    assertEquals("1.50 ± 0.71", Statistic.of(List.of(1.0, 2.0)).text(2));
    assertThrows(IllegalArgumentException.class, () -> Statistic.of(List.of()));
  }

  @Test
  void cellsOfALabelAreSummarisedOverTheirSeeds() {
    List<Summary> summaries =
        Summary.of(
            List.of(
                measured("b", 0, Map.of("x", 1.0, "n", 3L, "note", "text")),
                measured("a", 0, Map.of("x", 10.0)),
                measured("b", 1, Map.of("x", 3.0)),
                CellResult.failed(cell("b", 2), "diverged", 1)));
    assertEquals(List.of("b", "a"), summaries.stream().map(Summary::label).toList());
    Summary first = summaries.getFirst();
    assertEquals(Set.of("x", "n"), first.figures().keySet());
    assertEquals(new Statistic(2, Math.sqrt(2), 2), first.figures().get("x"));
    assertEquals(1, first.figures().get("n").count());
    assertEquals(List.of("seed 2: diverged"), first.failures());
    assertEquals(Map.of("key", "b"), first.settings());
    assertEquals(List.of(), summaries.getLast().failures());
  }

  @Test
  void experimentsAreNotMixed() {
    CellResult one = measured("a", 0, Map.of("x", 1.0));
    CellResult other =
        new CellResult(
            "other", "a", 0, one.settings(), one.figures(), one.failure(), one.seconds());
    assertEquals(2, Summary.of(List.of(one, other)).size());
  }

  @Test
  void aTableIsTextMarkdownAndCsv() {
    Table table =
        new Table(
            List.of("name", "value"),
            List.of(List.of("a|b", "1 ± 2"), List.of("say \"x\", please", "3")));
    assertEquals(
        """
        name              value
        -----------------------
        a|b              1 +- 2
        say "x", please       3
        """,
        table.text());
    assertEquals(
        """
        | name | value |
        | --- | ---: |
        | a\\|b | 1 ± 2 |
        | say "x", please | 3 |
        """,
        table.markdown());
    assertEquals("name,value\na|b,1 ± 2\n\"say \"\"x\"\", please\",3\n", table.csv());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Table(List.of("a", "b"), List.of(List.of("only one"))));
  }

  private static CellResult measured(String label, long seed, Map<String, Object> figures) {
    return CellResult.measured(cell(label, seed), figures, 1);
  }

  private static Cell cell(String label, long seed) {
    return new Cell("test", label, seed, Map.of("key", label), _ -> Map.of());
  }
}
