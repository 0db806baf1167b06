package org.duetml.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
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
class TableInputTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Tables.file(folder, name, text);
  }

  @Test
  void kindsAreFoundFromAllValues() throws IOException {
    String header = "whole,real,truth,answer,day,time,zoned,name,empty\n";
    String row = "1,2.5,true,yes,2026-11-23,2026-11-23 10:30:00,2026-11-23T10:30:00+02:00,red,\n";
    Path csv = file("kinds.csv", header + row.repeat(30_000) + row.replace("1,2.5", "NA,x"));
    try (TableInput input = TableInput.open(csv.toString())) {
      assertEquals(
          "whole INTEGER, real CATEGORICAL, truth BOOLEAN, answer BOOLEAN, day DATE,"
              + " time TIMESTAMP, zoned TIMESTAMP, name CATEGORICAL, empty CATEGORICAL",
          input.columns().stream()
              .map(column -> column.name() + " " + column.kind())
              .collect(Collectors.joining(", ")));
      assertEquals(30_001, input.rowCount());
    }
  }

  @Test
  void valuesHaveTheirUnits() throws IOException {
    Path csv =
        file(
            "units.csv", "b,d,t,z\nyes,1970-01-02,1970-01-01 00:00:01,1970-01-01T02:00:00+02:00\n");
    assertEquals(List.of(List.of("1.0", "1.0", "1000000.0", "0.0")), Tables.read(csv));
  }

  @Test
  void missingValuesAreMissing() throws IOException {
    Path csv = file("missing.csv", "a,b,c\n1,x,1.5\nNA,,nan\n\"\",NULL,<NA>\n3,n/a,N/A\n");
    assertEquals(
        List.of(
            List.of("1.0", "x", "1.5"),
            List.of(".", ".", "."),
            List.of(".", ".", "."),
            List.of("3.0", ".", ".")),
        Tables.read(csv));
  }

  @Test
  void separatorsQuotesMarksAndLineEndsAreRead() throws IOException {
    Path csv = file("semi.csv", "\uFEFFb;\"a;\"\"1\"\"\"\r\n1;\"x;\ny\"\r\n2;z\r\n");
    try (TableInput input = TableInput.open(csv.toString())) {
      assertEquals("b", input.columns().get(0).name());
      assertEquals("a;\"1\"", input.columns().get(1).name());
      assertEquals(
          List.of(List.of("1.0", "x;\ny"), List.of("2.0", "z")),
          Tables.read(input, input.columns()));
    }
    Path tsv = file("tabs.tsv", "a\tb,c\n1,5\t2\n");
    assertEquals(List.of(List.of("1,5", "2.0")), Tables.read(tsv));
  }

  @Test
  void rowsComeInTheOrderOfTheFilesInBoundedBatches() throws IOException {
    for (String part : List.of("2", "1", "3")) {
      String rows =
          IntStream.range(0, 5000).mapToObj(i -> part + "," + i).collect(Collectors.joining("\n"));
      file("part" + part + ".csv", "part,i\n" + rows + "\n");
    }
    try (TableInput input = TableInput.open(folder.resolve("part*.csv").toString());
        TableReader reader = input.read(input.columns())) {
      int row = 0;
      for (TableBatch batch = reader.next(); batch != null; batch = reader.next()) {
        assertTrue(batch.rows() >= 1 && batch.rows() <= TableReader.MAX_ROWS);
        for (int i = 0; i < batch.rows(); i++, row++) {
          assertEquals(1 + row / 5000, batch.numbers(0)[i]);
          assertEquals(row % 5000, batch.numbers(1)[i]);
        }
      }
      assertEquals(15_000, row);
    }
  }

  @Test
  void filesWithOtherColumnsAreRefused() throws IOException {
    file("part1.csv", "a,b\n1,2\n");
    file("part2.csv", "b,a\n1,2\n");
    Tables.assertRefused(
        folder.resolve("part*.csv").toString(),
        folder.resolve("part2.csv")
            + ": its first line differs from that of "
            + folder.resolve("part1.csv")
            + "; expected the same columns in one order");
  }

  @Test
  void repeatedAndMissingNamesAreMadeUnique() throws IOException {
    Path csv = file("names.csv", "a,,a,A,a_2\n1,2,3,4,5\n");
    try (TableInput input = TableInput.open(csv.toString())) {
      assertEquals(
          List.of("a", "column_2", "a_3", "A", "a_2"),
          input.columns().stream().map(Column::name).toList());
      assertEquals(
          List.of(
              "column 2 has no name: it is called 'column_2' here",
              "column 3 is called 'a' like one before it: it is called 'a_3' here"),
          input.notices());
    }
  }

  @Test
  void columnsAreReadByNameAsWanted() throws IOException {
    Path csv = file("new.csv", "extra,b,a\nx,1,2.5\ny,2,3\n");
    List<Column> wanted =
        List.of(new Column("a", ColumnKind.NUMERIC), new Column("b", ColumnKind.CATEGORICAL));
    try (TableInput input = TableInput.open(csv.toString())) {
      assertEquals(List.of(List.of("2.5", "1"), List.of("3.0", "2")), Tables.read(input, wanted));
    }
  }

  @Test
  void missingAndMistypedColumnsAreNamed() throws IOException {
    Path csv = file("new.csv", "colour,size\nred,1\nblue,big\n");
    try (TableInput input = TableInput.open(csv.toString())) {
      List<Column> missing =
          List.of(
              new Column("color", ColumnKind.CATEGORICAL), new Column("sze", ColumnKind.NUMERIC));
      TableException lacks = assertThrows(TableException.class, () -> input.read(missing));
      assertEquals(
          csv
              + ": no column 'color' ('colour' comes closest), no column 'sze' ('size' comes"
              + " closest)",
          lacks.getMessage());
      List<Column> mistyped = List.of(new Column("size", ColumnKind.NUMERIC));
      TableException value = assertThrows(TableException.class, () -> Tables.read(input, mistyped));
      assertEquals(
          csv
              + ": row 2, column 'size': 'big' is no number;"
              + " mend it, or leave it empty where it is missing",
          value.getMessage());
    }
    try (TableInput input = TableInput.query("SELECT DATE '2026-11-23' AS size")) {
      TableException type =
          assertThrows(
              TableException.class,
              () -> input.read(List.of(new Column("size", ColumnKind.NUMERIC))));
      assertTrue(
          type.getMessage().endsWith(": column 'size' is of type DATE, expected NUMERIC"),
          type.getMessage());
    }
  }

  @Test
  void choicesOverrideDetection() throws IOException {
    Path csv = file("choice.csv", "id,code,size\n1,2,3\n");
    try (TableInput input = TableInput.open(csv.toString())) {
      ColumnChoice choice = new ColumnChoice(List.of("size"), List.of("code"), List.of("id"));
      assertEquals(
          List.of(
              new Column("code", ColumnKind.CATEGORICAL), new Column("size", ColumnKind.NUMERIC)),
          input.columns(choice));
      IllegalArgumentException unknown =
          assertThrows(
              IllegalArgumentException.class,
              () -> input.columns(new ColumnChoice(List.of(), List.of(), List.of("sise"))));
      assertEquals(csv + ": has no column 'sise'; did you mean 'size'?", unknown.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new ColumnChoice(List.of("a"), List.of("a"), List.of()));
  }

  @Test
  void nestedColumnsAreLeftOutWithANotice() throws IOException {
    try (TableInput input = TableInput.query("SELECT 1 AS a, [1, 2] AS l, {'x': 1} AS s")) {
      assertEquals(List.of(new Column("a", ColumnKind.INTEGER)), input.columns());
      assertEquals(
          List.of(
              "column 'l' is left out: INTEGER[] is no single number, date or name",
              "column 's' is left out: STRUCT(x INTEGER) is no single number, date or name"),
          input.notices());
    }
  }

  @Test
  void datesInAnotherOrderAreNames() throws IOException {
    StringBuilder text = new StringBuilder("day\n");
    for (int day = 1; day <= 28; day++) {
      text.append("%02d/12/2020%n".formatted(day));
    }
    Path csv = file("days.csv", text.toString());
    try (TableInput input = TableInput.open(csv.toString())) {
      assertEquals(ColumnKind.CATEGORICAL, input.columns().get(0).kind());
      assertEquals(
          List.of(
              "column 'day' is read as names: only dates such as 2026-11-23 are known, not"
                  + " '01/12/2020'"),
          input.notices());
    }
  }

  @Test
  void jsonLinesAreRead() throws IOException {
    Path json =
        file(
            "x.jsonl",
            """
            {"a": 1, "b": "red", "day": "2026-11-23", "t": true}
            {"a": null, "day": "2026-11-24", "t": false}
            {"a": 2.5, "b": "blue", "t": null}
            """);
    assertEquals(
        List.of(
            List.of("1.0", "red", "20780.0", "1.0"),
            List.of(".", ".", "20781.0", "0.0"),
            List.of("2.5", "blue", ".", ".")),
        Tables.read(json));
  }

  @Test
  void decimalCommasAreTold() throws IOException {
    Path csv = file("comma.csv", "x;n;c\n1,5;1;a,b\n-0,25;2;b\n7;3;a,b\n");
    try (TableInput input = TableInput.open(csv.toString())) {
      assertEquals(ColumnKind.CATEGORICAL, input.columns().get(0).kind());
      assertEquals(
          List.of(
              "column 'x' is read as names: most of its values are numbers with a decimal comma;"
                  + " write a point instead"),
          input.notices());
    }
  }

  @Test
  void factsAreFoundInOnePass() throws IOException {
    Path csv = file("facts.csv", "a,one,none,name\n3,7,,x\n,7,,y\n-1,,,x\n");
    try (TableInput input = TableInput.open(csv.toString())) {
      List<ColumnSummary> facts = input.summarize(input.columns());
      List<Column> columns = input.columns();
      assertEquals(new ColumnSummary(columns.get(0), 3, 1, 2, -1, 3, false), facts.get(0));
      assertEquals(new ColumnSummary(columns.get(1), 3, 1, 1, 7, 7, true), facts.get(1));
      assertTrue(facts.get(2).isAllMissing());
      assertEquals(
          new ColumnSummary(columns.get(3), 3, 0, 2, Double.NaN, Double.NaN, false), facts.get(3));
    }
  }

  @Test
  void queriesReadAndNothingElse() throws IOException {
    Path csv = file("q.csv", "a,b\n1,2\n3,4\n");
    String sql = "SELECT b, a FROM '%s' WHERE a > 1 -- a remark".formatted(csv);
    try (TableInput input = TableInput.query(sql)) {
      assertEquals(List.of(List.of("4.0", "3.0")), Tables.read(input, input.columns()));
    }
    String out = folder.resolve("out.csv").toString();
    assertQueryRefused("COPY (SELECT 1) TO '%s'".formatted(out), "expected one SELECT");
    assertQueryRefused("SELECT 1; SELECT 2", "expected one SELECT");
    assertQueryRefused("SELEC 1", "syntax error at or near \"SELEC\"");
    assertQueryRefused(
        "SELECT c FROM '%s'".formatted(csv), "Referenced column \"c\" not found in FROM clause!");
    assertTrue(Files.notExists(Path.of(out)));
  }

  private static void assertQueryRefused(String sql, String complaint) {
    TableException failure =
        assertThrows(TableException.class, () -> TableInput.query(sql).close());
    assertTrue(failure.getMessage().contains(complaint), failure.getMessage());
    assertTrue(failure.getMessage().lines().count() == 1, failure.getMessage());
  }
}
