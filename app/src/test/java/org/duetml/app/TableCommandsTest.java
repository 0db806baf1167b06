package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's table through train, sample, score and evaluate. */
class TableCommandsTest {
  private static final String TINY =
      "pretrain.iterations=300,pretrain.batch=128,sampler.width=64,warm-start.iterations=5,"
          + "warm-start.value-iterations=5,warm-start.pool=500,gcd.iterations=5,"
          + "calibration.iterations=5,calibration.noising-iterations=5,calibration.pool=500,"
          + "calibration.normalizer-draws=0";

  @TempDir private static Path folder;

  private static Path table;
  private static Path run;
  private static Outcome trained;

  @BeforeAll
  static void train() throws IOException {
    table = folder.resolve("things.csv");
    Files.writeString(table, things(400, 1));
    run = folder.resolve("run");
    trained = Outcome.of(training(table.toString(), run));
  }

  private static String[] training(String data, Path out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("train", data, "--out", out.toString()));
    for (String setting : TINY.split(",")) {
      arguments.addAll(List.of("--set", setting));
    }
    arguments.addAll(List.of("--quiet", "--threads", "1"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static String things(int rows, long seed) {
    StringBuilder csv = new StringBuilder("id,kind,length,count\n");
    RandomStream random = RandomStream.of(seed, "things");
    for (int row = 0; row < rows; row++) {
      boolean round = random.uniform(0, row) < 0.4;
      String length =
          String.format(Locale.ROOT, "%.1f", 20 + (round ? 8 : 0) + random.normal(1, row));
      csv.append(row).append(round ? ",round," : ",flat,");
      csv.append(random.uniform(2, row) < 0.1 ? "" : length);
      csv.append(',').append(random.integer(3, row, 30)).append('\n');
    }
    return csv.toString();
  }

  @Test
  void trainingShowsTheSchemaAndLeavesItsFiles() throws IOException {
    assertEquals(0, trained.exitCode(), trained.err());
    assertTrue(trained.out().contains("column 'id' is left out"), trained.out());
    assertTrue(
        trained.out().matches("(?s).*kind +categorical +indicators +0 +2 +flat, round\n.*"),
        trained.out());
    assertTrue(trained.out().contains("320 rows to learn from, 80 held out"), trained.out());
    assertTrue(trained.out().contains("detectability"), trained.out());
    for (String file : List.of("config.yaml", "metrics.csv", "metrics.json", "quality.json")) {
      assertTrue(Files.isRegularFile(run.resolve(file)), file);
    }
    assertTrue(Files.readString(run.resolve("metrics.json")).contains("\"detectability_auroc\""));
  }

  @Test
  void samplesAreRowsOfTheTableAndMeetTheConditions() {
    Outcome all = Outcome.of("sample", run.toString(), "-n", "20");
    assertEquals(0, all.exitCode(), all.err());
    assertEquals("kind,length,count", all.out().lines().findFirst().orElseThrow());
    assertEquals(21, all.out().lines().count());
    Outcome more = Outcome.of("sample", run.toString(), "-n", "50");
    assertTrue(more.out().startsWith(all.out()));
    Outcome some =
        Outcome.of(
            "sample", run.toString(), "-n", "30", "--given", "kind=round", "--given", "count>=5");
    assertEquals(0, some.exitCode(), some.err());
    assertEquals(30, some.out().lines().skip(1).filter(line -> line.startsWith("round,")).count());
    assertTrue(
        some.out().lines().skip(1).allMatch(line -> Integer.parseInt(line.split(",")[2]) >= 5));
  }

  @Test
  void samplesGoIntoFilesByTheirEnding() throws IOException {
    Path parquet = folder.resolve("synthetic.parquet");
    Outcome written = Outcome.of("sample", run.toString(), "-n", "100", "-o", parquet.toString());
    assertEquals(0, written.exitCode(), written.err());
    assertEquals('P', Files.readAllBytes(parquet)[0]);
  }

  @Test
  void conditionsThatCannotBeAreRefused() {
    refused("--given colour=red: the model has no column 'colour'", "colour=red");
    refused("--given kind: expected COLUMN=VALUE", "kind");
    refused("--given =3: expected COLUMN=VALUE", "=3");
    refused("no row of the model meets it, its column 'kind' is one of flat", "kind=square");
    refused("no row of the model meets it, its column 'length' lies from", "length>500");
    refused("no row of the model meets it, its column 'count' lies from", "count=");
    refused("column 'kind' holds categories, which have no order", "kind>round");
    refused("'many' is no value of column 'count'; expected a number", "count=many");
  }

  @Test
  void conditionsThatContradictEachOtherAreRefusedBeforeAnythingIsDrawn() {
    String loosen = "loosen or drop one of them";
    refused(
        "--given kind=flat with --given kind=round: no row of the model meets both, its column"
            + " 'kind' is one of flat, round; "
            + loosen,
        "kind=flat",
        "count>3",
        "kind=round");
    refused("--given count>20 with --given count<10: no row", "count>20", "count<10");
    refused("--given count>20 with --given count<21: no row", "count>20", "count<21");
    refused(
        "no row of the model meets all of them", "count>20", "count<=22", "count!=21", "count!=22");
    refused("--given length=20.55: no row of the model meets it", "length=20.55");
    refused("--given length= with --given length>3: no row", "length=", "length>3");
    Outcome narrow =
        Outcome.of(
            "sample", run.toString(), "-n", "3", "--given", "count>20", "--given", "count<22");
    assertEquals(0, narrow.exitCode(), narrow.err());
    assertTrue(narrow.out().lines().skip(1).allMatch(line -> line.endsWith(",21")));
  }

  private static void refused(String message, String... conditions) {
    List<String> arguments = new ArrayList<>(List.of("sample", run.toString(), "-n", "5"));
    for (String condition : conditions) {
      arguments.addAll(List.of("--given", condition));
    }
    Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
  }

  @Test
  void scoresStandBesideTheColumnsOfTheTable() throws IOException {
    Path fresh = folder.resolve("new.csv");
    Files.writeString(fresh, "note,count,length,kind\nfine,7,20.5,flat\nodd,7,500,square\n");
    Path scored = folder.resolve("scored.csv");
    Outcome outcome =
        Outcome.of(
            "score",
            run.toString(),
            fresh.toString(),
            "-o",
            scored.toString(),
            "--false-positive-rate",
            "0.05");
    assertEquals(0, outcome.exitCode(), outcome.err());
    List<String> lines = Files.readAllLines(scored);
    assertEquals(
        "note,count,length,kind,energy,anomaly_percentile,p_value,anomaly,contributing_columns",
        lines.get(0));
    assertTrue(lines.get(1).startsWith("fine,7,20.5,flat,"), lines.get(1));
    assertTrue(lines.get(1).contains(",false,"), lines.get(1));
    assertTrue(lines.get(2).contains(",true,"), lines.get(2));
    assertTrue(lines.get(2).contains("length"), lines.get(2));
    assertTrue(outcome.err().contains("2 rows scored, 1 anomalies"), outcome.err());
    assertTrue(outcome.err().contains("column 'kind': 1 values are unknown"), outcome.err());
    Outcome again =
        Outcome.of("score", run.toString(), scored.toString(), "-o", folder + "/twice.csv");
    assertEquals(2, again.exitCode());
    assertTrue(again.err().contains("has a column 'energy' already"), again.err());
    assertFalse(Files.exists(folder.resolve("twice.csv")));
  }

  @Test
  void aTableWithoutTheModelsColumnsIsRefused() throws IOException {
    Path other = folder.resolve("other.csv");
    Files.writeString(other, "kinds,length\nflat,2\n");
    Outcome outcome =
        Outcome.of("score", run.toString(), other.toString(), "-o", folder + "/x.csv");
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.err().contains("no column 'kind'"), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
  }

  @Test
  void evaluationNeedsRowsThatWereNotLearned() throws IOException {
    Path held = folder.resolve("held.csv");
    Files.writeString(held, things(200, 2));
    Outcome outcome =
        Outcome.of("evaluate", run.toString(), "--data", held.toString(), "--samples", "300");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.out().contains("detectability"), outcome.out());
    assertTrue(outcome.out().contains("give them with --training"), outcome.out());
    assertFalse(outcome.out().contains("Usefulness"), outcome.out());
    Outcome beside =
        Outcome.of(
            "evaluate",
            run.toString(),
            "--data",
            held.toString(),
            "--training",
            table.toString(),
            "--samples",
            "300");
    assertEquals(0, beside.exitCode(), beside.err());
    assertTrue(beside.out().contains("predicts kind, AUROC"), beside.out());
    assertTrue(beside.out().contains("Copies of training rows"), beside.out());
    assertFalse(beside.out().contains("--training"), beside.out());
    Outcome without = Outcome.of("evaluate", run.toString());
    assertEquals(2, without.exitCode());
    assertTrue(without.err().contains("--data: expected a table"), without.err());
  }

  @Test
  void aFolderThatIsTakenIsRefusedBeforeTheTableIsRead() {
    Outcome outcome = Outcome.of(training(table.toString(), run));
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().contains("is not empty"), outcome.err());
    assertEquals("", outcome.out());
  }

  @Test
  void theValueThatKeepsAColumnFromNumbersIsNamed() throws IOException {
    Path wrong = folder.resolve("wrong.csv");
    Files.writeString(wrong, things(200, 3).replaceFirst("(?m)^40,flat,[0-9.]*", "40,flat,2o.5"));
    Outcome outcome = Outcome.of(training(wrong.toString(), folder.resolve("wrong")));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(
        outcome
            .out()
            .contains(
                "column 'length' is read as names: row 41 holds '2o.5', and most others are"
                    + " numbers; mend it, or leave it empty where it is missing"),
        outcome.out());
  }

  @Test
  void aSampleIsNamedWithItsSeedAndItsIdentifiersAreLeftOut() throws IOException {
    Path many = folder.resolve("many.csv");
    Files.writeString(many, things(3000, 4));
    Outcome outcome =
        Outcome.of(
            training(many.toString(), folder.resolve("many"), "--rows", "300", "--seed", "7"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(
        outcome
            .out()
            .contains("of 3000 rows, a random sample of 300 is used (--rows; chosen by seed 7)"),
        outcome.out());
    assertTrue(outcome.out().contains("column 'id' is left out"), outcome.out());
  }

  @Test
  void readingCountsTowardsTheBudget() {
    Outcome outcome =
        Outcome.of(training(table.toString(), folder.resolve("budget"), "--budget", "10m"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(
        outcome
            .out()
            .matches(
                "(?s).*--budget 600 s, of which reading took \\d s and pilots \\d+ s: nothing is"
                    + " cut.*"),
        outcome.out());
  }

  @Test
  void wrongUseIsSaidInOneLine() {
    assertUsage("no DATA", "train");
    assertUsage("expected one of them", "train", "x.csv", "--sql", "SELECT 1");
    assertUsage("are for tables", "train", "8gaussians", "--exclude", "x");
    assertUsage("--budget 2: expected a time", "train", table.toString(), "--budget", "2");
    assertUsage("--rows 5: expected at least 100", "train", table.toString(), "--rows", "5");
    assertUsage("--rows and --budget are for tables", "train", "8gaussians", "--rows", "500");
    assertUsage("takes data", "train", "--resume", run.toString(), "--rows", "500");
    assertUsage("did you mean", "train", "8gausians");
    assertUsage("has no column 'nope'", "train", table.toString(), "--numeric", "nope");
    assertUsage(
        "names no kind of table", "score", run.toString(), table.toString(), "-o", "x.xlsx");
  }

  private static void assertUsage(String message, String... arguments) {
    Outcome outcome = Outcome.of(arguments);
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
  }
}
