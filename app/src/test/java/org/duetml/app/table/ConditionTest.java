package org.duetml.app.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.duetml.app.UsageException;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("smoker", ColumnKind.BOOLEAN),
          new Column("joined", ColumnKind.DATE),
          new Column("seen", ColumnKind.TIMESTAMP),
          new Column("units in stock", ColumnKind.INTEGER),
          new Column("group", ColumnKind.CATEGORICAL));

  private static final double JOINED = LocalDate.of(2023, 6, 15).toEpochDay();
  private static final double SEEN = LocalDate.of(2024, 3, 1).toEpochDay() * 86_400e6;

  /** Which of three rows meet it; the last one has no values. */
  private static boolean[] met(String text) {
    TableBatch rows = new TableBatch(COLUMNS, 3);
    Condition condition = Condition.parse(text, COLUMNS);
    double[][] numbers = {{1, 0}, {JOINED, JOINED + 30}, {SEEN, SEEN + 1e6}, {5, 10}};
    for (int column = 0; column < numbers.length; column++) {
      System.arraycopy(numbers[column], 0, rows.numbers(column), 0, 2);
      rows.numbers(column)[2] = Double.NaN;
    }
    System.arraycopy(new String[] {"a", "b", null}, 0, rows.texts(4), 0, 3);
    return new boolean[] {
      condition.isMet(rows, 0), condition.isMet(rows, 1), condition.isMet(rows, 2)
    };
  }

  private static void assertMet(String text, boolean... expected) {
    assertArrayEquals(expected, met(text), text);
  }

  @Test
  void booleansAreTrueAndFalseOrYesAndNo() {
    assertMet("smoker=true", true, false, false);
    assertMet("smoker=yes", true, false, false);
    assertMet("smoker = No", false, true, false);
    assertMet("smoker=", false, false, true);
    assertMet("smoker in yes,", true, false, true);
    assertRefused("smoker=maybe", "'maybe' is no value of column 'smoker'; expected true, false");
  }

  @Test
  void datesAndTimesAreCompared() {
    assertMet("joined>=2023-06-15", true, true, false);
    assertMet("joined>2023-06-15", false, true, false);
    assertMet("joined in 2023-06-15,2023-07-15", true, true, false);
    assertMet("seen=2024-03-01", true, false, false); // a day alone is its beginning
    assertMet("seen>2024-03-01 00:00:00", false, true, false);
    assertMet("seen<=2024-03-01T00:00:00.5", true, false, false);
    assertRefused("joined=2023", "expected a date such as 2026-01-31");
    assertRefused("seen=yesterday", "expected a time such as 2026-01-31 12:00:00, or a day");
  }

  @Test
  void namesOfColumnsMayHoldOperators() {
    assertMet("units in stock>5", false, true, false);
    assertMet("units in stock in 5,10", true, true, false);
    assertRefused("units in boxes>5", "the model has no column 'units'");
  }

  @Test
  void aMissingValueIsDifferentFromAny() {
    assertMet("group!=a", false, true, true);
    assertMet("units in stock!=5", false, true, true);
    assertMet("group!=", true, true, false);
  }

  private static void assertRefused(String text, String message) {
    UsageException refusal =
        assertThrows(UsageException.class, () -> Condition.parse(text, COLUMNS));
    assertTrue(refusal.getMessage().startsWith("--given " + text), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    assertEquals(1, refusal.getMessage().lines().count());
  }
}
