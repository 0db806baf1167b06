package org.duetml.app.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.quality.Associations;
import org.duetml.tabular.quality.ColumnQuality;
import org.duetml.tabular.quality.Detectability;
import org.duetml.tabular.quality.Privacy;
import org.duetml.tabular.quality.TableQuality;
import org.duetml.tabular.quality.Usefulness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "no kernels are used")
class QualityTextTest {
  private static ColumnQuality column(String name, double distance) {
    return new ColumnQuality(
        name, ColumnKind.INTEGER, distance, 0.1, 0, 0.25, 0.2, 0.03, 0.01, 1, 1, null, null);
  }

  private static TableQuality quality(List<ColumnQuality> columns, boolean measured) {
    return new TableQuality(
        new TableQuality.Rows(500, 100, 400),
        0,
        columns,
        new Associations(
            List.of(), List.of(), List.of(), 0.06, Double.NaN, List.of(), List.of(), 10),
        measured ? new Detectability(0.612, 0.49, 100, List.of()) : null,
        measured ? new Privacy(7, 2, 1, 0.1, 0.08, 0.05, 0.3, 0.4, 100, 500) : null,
        measured
            ? new Usefulness("sex", Usefulness.Measure.AUROC, 0.9, 0.85, 0.8, 0.75, 0.5, 400, 100)
            : null);
  }

  @Test
  void theWorstColumnComesFirstAndEveryFigureHasItsFloor() {
    String text = QualityText.of(quality(List.of(column("good", 0.1), column("bad", 0.7)), true));
    List<String> lines = text.lines().toList();
    assertEquals("bad     integer     0.700  0.100   20.0 %  25.0 %   3.0 %  1.0 %", lines.get(2));
    assertTrue(lines.get(3).startsWith("good"));
    assertTrue(
        text.contains("mean distance of the columns         0.400      0.100  as real\n"), text);
    assertTrue(
        text.contains("mean difference of associations      0.060          -  as real\n"), text);
    assertTrue(
        text.contains("detectability, AUROC                 0.612      0.490    0.500\n"), text);
    assertTrue(
        text.contains("predicts sex, AUROC                  0.850      0.900  as real\n"), text);
    assertTrue(
        text.endsWith(
            """
            Copies of training rows: 7 of 400 synthetic rows, 2 of them held-out rows as well.
            Of the held-out rows, 1 of 100 are training rows.
            """),
        text);
  }

  @Test
  void whatWasNotMeasuredIsSaid() {
    String text = QualityText.of(quality(List.of(column("one", 0.1)), false));
    assertTrue(text.contains("Detectability was not measured: it needs 20 rows of each kind."));
    assertTrue(text.contains("Usefulness was not measured"));
  }

  @Test
  void ofManyColumnsTheWorstAreShownAndLongNamesAreCut() {
    List<ColumnQuality> columns = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      columns.add(column("a column of a very long name, number " + i, 0.01 * i));
    }
    String text = QualityText.of(quality(columns, true));
    assertTrue(text.contains("and 30 columns more, none of them worse\n"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    assertTrue(text.contains("a column of a very long name,..."), text);
  }
}
