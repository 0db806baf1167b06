package org.duetml.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Every damage that a table may have, and the one line that says so. */
@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "uses no kernels")
class WrongTableTest {
  private static final int BAD_LINE = 40_000;

  @TempDir Path folder;

  /** A table of three columns with one line replaced. */
  private static String lines(String bad) {
    return IntStream.rangeClosed(1, 60_000)
        .mapToObj(line -> line == 1 ? "id,size,name" : line == BAD_LINE ? bad : line + ",1.5,red")
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private void assertLineRefused(String bad, String complaint) throws IOException {
    Path csv = Tables.file(folder, "x.csv", lines(bad));
    Tables.assertRefused(csv.toString(), csv + ": line 40000: " + complaint);
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    String quote =
        "a quotation mark opens a field and none ends it; close it, or double it inside a field";
    assertLineRefused("1,2,\"red", quote);
    assertLineRefused("1,2,\"red\"x", quote);
    String fields =
        " fields; expected 3 as in the first line; mend the line, or quote fields that hold the"
            + " separator";
    assertLineRefused("1,2", "2" + fields);
    assertLineRefused("1,2,3,4", "4" + fields);
  }

  /** Among the first lines, DuckDB gives up its detection instead of naming the line. */
  @Test
  void aDamagedLineOfAShortTableIsNamed() throws IOException {
    Path csv = Tables.file(folder, "x.csv", "a,b,c\n1,2,3\n4,5\n6,7,8\n");
    Tables.assertRefused(
        csv.toString(),
        csv
            + ": line 3: 2 fields; expected 3 as in the first line; mend the line, or quote fields"
            + " that hold the separator");
  }

  @Test
  void otherEncodingsAreNamed() throws IOException {
    Path csv = folder.resolve("latin.csv");
    Files.write(csv, lines("1,2,caf\u00e9").getBytes(StandardCharsets.ISO_8859_1));
    Tables.assertRefused(
        csv.toString(),
        csv + ": line 40000: is not UTF-8 text here or in the next line; save the table in UTF-8");
    Files.write(csv, "n\u00e4me,b\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));
    Tables.assertRefused(
        csv.toString(), csv + ": line 1: is not UTF-8 text; save the table in UTF-8");
  }

  @Test
  void aTableWithoutRowsIsRefused() throws IOException {
    Path empty = Tables.file(folder, "empty.csv", "");
    Tables.assertRefused(
        empty.toString(),
        empty + ": is empty or begins with an empty line; expected a line that names the columns");
    Path header = Tables.file(folder, "header.csv", "a,b\n");
    Tables.assertRefused(header.toString(), header + ": has no rows; expected at least one");
    Path numbers = Tables.file(folder, "numbers.csv", "5.1,3.5\n4.9,3.0\n");
    Tables.assertRefused(
        numbers.toString(),
        numbers
            + ": line 1: holds numbers (5.1, 3.5, ...); expected the columns' names; put a line of"
            + " names before it");
    Path counted = Tables.file(folder, "counted.csv", "0,1\n4.9,3.0\n");
    assertEquals(List.of(List.of("4.9", "3.0")), Tables.read(counted));
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    Tables.file(folder, "a.csv", "a\n1\n");
    Path directory = Files.createDirectory(folder.resolve("folder.csv"));
    Tables.assertRefused(
        directory.toString(),
        directory + ": is a folder; expected a file, or a pattern such as " + directory + "/*.csv");
    Path plain = Files.createDirectory(folder.resolve("folder"));
    Tables.assertRefused(
        plain.toString(),
        plain + ": is a folder; expected a file, or a pattern such as " + plain + "/*.csv");
    Path none = folder.resolve("none.csv");
    Tables.assertRefused(none.toString(), none + ": no such file");
    String pattern = folder.resolve("b*.csv").toString();
    Tables.assertRefused(
        pattern, pattern + ": matches no file; quote the pattern, look at its folder");
    assertThrows(IllegalArgumentException.class, () -> TableInput.open("x.xlsx"));
  }

  @Test
  void infinitiesAreNamed() throws IOException {
    Path csv = Tables.file(folder, "inf.csv", "a,b\n1,2\n3,inf\n");
    String complaint =
        csv
            + ": row 2, column 'b': 'inf' is infinite; expected a finite value, or nothing where"
            + " it is missing";
    Tables.assertRefused(csv.toString(), complaint);
    try (TableInput input = TableInput.open(csv.toString())) {
      List<Column> columns = input.columns();
      TableException failure = assertThrows(TableException.class, () -> input.summarize(columns));
      assertEquals(complaint, failure.getMessage());
    }
  }

  /** DuckDB's detection would call the second column names. */
  @Test
  void infinitiesOfTheFirstRowBesideAQuotedEmptyFieldAreNamed() throws IOException {
    Path csv = Tables.file(folder, "inf.csv", "a,b\n1.5,inf\n\"\",2\n3,4\n");
    Tables.assertRefused(
        csv.toString(),
        csv
            + ": row 1, column 'b': 'inf' is infinite; expected a finite value, or nothing where"
            + " it is missing");
  }

  @Test
  void wholeNumbersThatNoDoubleHoldsAreNamed() throws IOException {
    Path csv = Tables.file(folder, "big.csv", "a\n9007199254740992\n9007199254740994\n");
    Tables.assertRefused(
        csv.toString(),
        csv
            + ": row 2, column 'a': '9007199254740994' is larger than 2^53; read the column as"
            + " numeric or categorical, or leave it out");
  }

  @Test
  void brokenOffFilesAreNamed() throws IOException {
    Path packed = folder.resolve("x.csv.gz");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(lines("1,2,red").getBytes(StandardCharsets.UTF_8));
    }
    Files.write(packed, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    Tables.assertRefused(
        packed.toString(),
        packed + ": the packed file breaks off or is damaged; copy or pack it again");
    Path parquet = folder.resolve("x.parquet");
    Tables.write(parquet, new TableBatch(List.of(new Column("a", ColumnKind.NUMERIC)), 5000));
    byte[] whole = Files.readAllBytes(parquet);
    Files.write(parquet, Arrays.copyOf(whole, whole.length / 2));
    Tables.assertRefused(
        parquet.toString(),
        parquet
            + ": is no whole Parquet file; copy or write it again (No magic bytes found at end of"
            + " file '"
            + parquet
            + "')");
  }

  @Test
  void tooManyColumnsAreRefusedAtOnce() throws IOException {
    String header =
        IntStream.range(0, 10_000).mapToObj(c -> "c" + c).collect(Collectors.joining(","));
    Path csv = Tables.file(folder, "wide.csv", header + "\n" + header.replace("c", "") + "\n");
    Tables.assertRefused(
        csv.toString(),
        csv + ": has 10,000 columns; at most 2,000 are read; select some of them by a query");
  }
}
