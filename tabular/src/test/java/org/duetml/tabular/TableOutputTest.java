package org.duetml.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "uses no kernels")
class TableOutputTest {
  private static final List<String> NAMES =
      List.of("red", "a,b", "say \"x\"", "tab\there", "line\nbreak", "\u00e4\u20ac\ud83d\ude00", " ");

  @TempDir Path folder;

  /** Every kind, a third of the values missing, names that need quotation marks. */
  private static TableBatch random(int rows, long seed) {
    List<Column> columns =
        Stream.of(ColumnKind.values()).map(kind -> new Column("the " + kind, kind)).toList();
    RandomStream randomness = RandomStream.of(seed, "test");
    TableBatch batch = new TableBatch(columns, rows);
    for (int c = 0; c < columns.size(); c++) {
      ColumnKind kind = columns.get(c).kind();
      for (int row = 0; row < rows; row++) {
        boolean missing = row > 0 && randomness.uniform(2L * c, row) < 0.33;
        double number = randomness.normal(2L * c + 1, row);
        if (kind.isNumber()) {
          batch.numbers(c)[row] = missing ? Double.NaN : value(kind, number);
        } else {
          batch.texts(c)[row] = missing ? null : NAMES.get(row % NAMES.size());
        }
      }
    }
    return batch;
  }

  private static double value(ColumnKind kind, double normal) {
    return switch (kind) {
      case NUMERIC -> normal * 1e-7;
      case INTEGER -> Math.rint(normal * 1e15);
      case BOOLEAN -> normal > 0 ? 1 : 0;
      case DATE -> Math.rint(normal * 20_000);
      case TIMESTAMP -> Math.rint(normal * 1e15);
      case CATEGORICAL -> throw new IllegalArgumentException("no number");
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "csv.gz", "tsv", "parquet", "jsonl", "ndjson.gz", "json"})
  void everyKindComesBackFromEveryFormat(String ending) throws IOException {
    TableBatch batch = random(5000, 7);
    Path file = folder.resolve("table." + ending);
    Tables.write(file, batch);
    try (TableInput input = TableInput.open(file.toString())) {
      assertEquals(batch.columns(), input.columns());
    }
    assertEquals(Tables.rows(batch), Tables.read(file));
    assertEquals(List.of(file.getFileName().toString()), names());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void textsAreWrittenAsSpreadsheetsExpect() throws IOException {
    TableBatch batch = random(1, 1);
    batch.numbers(0)[0] = 0.1;
    batch.numbers(1)[0] = 9007199254740991.0;
    batch.numbers(2)[0] = 1;
    batch.numbers(3)[0] = 20780;
    batch.numbers(4)[0] = 1_500_000;
    batch.texts(5)[0] = "say \"x\", y";
    Path file = folder.resolve("x.csv");
    Tables.write(file, batch);
    assertEquals(
        """
        the NUMERIC,the INTEGER,the BOOLEAN,the DATE,the TIMESTAMP,the CATEGORICAL
        0.1,9007199254740991,true,2026-11-23,1970-01-01 00:00:01.5,"say ""x"", y"
        """,
        Files.readString(file));
  }

  @Test
  void manyBatchesKeepTheirOrderAndBytes() throws IOException {
    List<Column> columns = List.of(new Column("i", ColumnKind.INTEGER));
    Path file = folder.resolve("x.parquet");
    Path again = folder.resolve("y.parquet");
    for (Path target : List.of(file, again)) {
      try (TableOutput output = TableOutput.open(target, columns)) {
        for (int b = 0; b < 100; b++) {
          TableBatch batch = new TableBatch(columns, b * 50);
          for (int row = 0; row < batch.rows(); row++) {
            batch.numbers(0)[row] = 25.0 * b * (b - 1) + row;
          }
          output.write(batch);
        }
        output.finish();
      }
    }
    List<List<String>> rows = Tables.read(file);
    assertEquals(247_500, rows.size());
    for (int row = 0; row < rows.size(); row += 997) {
      assertEquals((double) row, Double.parseDouble(rows.get(row).get(0)));
    }
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
  }

  @Test
  void originalColumnsAreCarriedThrough() throws IOException {
    Path csv =
        Tables.file(
            folder, "in.csv", "id,x,code,day\n9007199254740993,1.50,007,2026-11-23\n12,,a b,\n");
    assertEquals(
        "id,x,code,day,energy\n9007199254740993,1.50,007,2026-11-23,0.25\n12,,a b,,0.25\n",
        scored(csv, "out.csv"));
    assertEquals(
        """
        {"id":9007199254740993,"x":1.5,"code":"007","day":"2026-11-23","energy":0.25}
        {"id":12,"x":null,"code":"a b","day":null,"energy":0.25}
        """,
        scored(csv, "out.jsonl"));
  }

  private String scored(Path table, String name) throws IOException {
    Path target = folder.resolve(name);
    List<Column> score = List.of(new Column("energy", ColumnKind.NUMERIC));
    try (TableInput input = TableInput.open(table.toString());
        TableReader reader =
            input.readWithOriginals(
                List.of(new Column("x", ColumnKind.NUMERIC)), TableFormat.of(target))) {
      List<Column> columns = new ArrayList<>(reader.originalColumns());
      columns.addAll(score);
      try (TableOutput output = TableOutput.open(target, columns)) {
        for (TableBatch batch = reader.next(); batch != null; batch = reader.next()) {
          TableBatch energies = new TableBatch(score, batch.rows());
          java.util.Arrays.fill(energies.numbers(0), 0.25);
          output.write(reader.originals().beside(energies));
        }
        output.finish();
      }
    }
    return Files.readString(target);
  }

  @Test
  void whatIsNotFinishedLeavesTheTargetAsItWas() throws IOException {
    Path target = Tables.file(folder, "x.csv", "before");
    TableBatch batch = random(5000, 3);
    try (TableOutput output = TableOutput.open(target, batch.columns())) {
      output.write(batch);
    }
    assertEquals("before", Files.readString(target));
    assertEquals(List.of("x.csv"), names());
  }

  @Test
  void aFailureOfWritingIsToldAndLeavesNothing() throws IOException {
    Path target = Tables.file(folder, "x.parquet", "before");
    List<Column> columns = List.of(new Column("n", ColumnKind.CATEGORICAL, "INTEGER"));
    TableBatch batch = new TableBatch(columns, 2048);
    batch.texts(0)[0] = "no number";
    try (TableOutput output = TableOutput.open(target, columns)) {
      TableException failure =
          assertThrows(
              TableException.class,
              () -> {
                for (int b = 0; b < 1000; b++) {
                  output.write(batch);
                }
                output.finish();
              });
      assertTrue(failure.getMessage().startsWith(target + ": "), failure.getMessage());
      assertTrue(failure.getMessage().contains("no number"), failure.getMessage());
    }
    assertEquals("before", Files.readString(target));
    assertEquals(List.of("x.parquet"), names());
  }

  @Test
  void aFullDiskIsTold() throws IOException {
    Path target = folder.resolve("x.csv");
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
    Files.createSymbolicLink(target, full);
    TableBatch batch = random(2000, 3);
    try (TableOutput output = TableOutput.open(target, batch.columns())) {
      TableException failure =
          assertThrows(
              TableException.class,
              () -> {
                for (int b = 0; b < 200; b++) {
                  output.write(batch);
                }
                output.finish();
              });
      assertEquals(
          target + ": the disk is full; free some of it or write elsewhere", failure.getMessage());
    }
  }

  @Test
  void wrongPlacesAreRefused() throws IOException {
    List<Column> columns = List.of(new Column("a", ColumnKind.NUMERIC));
    Path directory = Files.createDirectory(folder.resolve("d.csv"));
    assertRefused(directory, columns, directory + ": is a folder; expected a file's name");
    Path nowhere = folder.resolve("none").resolve("x.csv");
    assertRefused(nowhere, columns, nowhere + ": its folder does not exist; make it first");
    assertThrows(
        IllegalArgumentException.class, () -> TableOutput.open(folder.resolve("x.xlsx"), columns));
    List<Column> twice = List.of(columns.get(0), columns.get(0));
    assertThrows(
        IllegalArgumentException.class, () -> TableOutput.open(folder.resolve("x.csv"), twice));
    Path csv = Tables.file(folder, "in.csv", "a\n1\n");
    try (TableInput input = TableInput.open(csv.toString())) {
      assertThrows(IllegalArgumentException.class, () -> input.requireOther(csv));
      input.requireOther(folder.resolve("other.csv"));
    }
  }

  private static void assertRefused(Path target, List<Column> columns, String complaint) {
    TableException failure =
        assertThrows(TableException.class, () -> TableOutput.open(target, columns));
    assertEquals(complaint, failure.getMessage());
  }
}
