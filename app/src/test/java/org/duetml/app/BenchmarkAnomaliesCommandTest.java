package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Two small tables, one easy and one without a signal, and what users get wrong. */
@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "the scorer's own tests compare kernels")
class BenchmarkAnomaliesCommandTest {
  private static final RandomStream STREAM = RandomStream.of(1, "benchmark");

  @TempDir private Path folder;

  /** Normals at 0, anomalies that are shifted; the label stands between the columns. */
  private static String table(long step, double shift) {
    StringBuilder text = new StringBuilder("a,label,b\n");
    for (int row = 0; row < 120; row++) {
      boolean odd = row % 6 == 5;
      double a = STREAM.normal(step, 2 * row) + (odd ? shift : 0);
      double b = STREAM.normal(step, 2 * row + 1) - (odd ? shift : 0);
      text.append(row == 0 ? "" : a).append(odd ? ",1," : ",0,").append(b).append('\n');
    }
    return text.toString();
  }

  private Path tables() throws IOException {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Files.writeString(tables.resolve("easy.csv"), table(1, 5));
    Files.writeString(tables.resolve("hard.csv"), table(2, 0));
    Files.writeString(
        tables.resolve("published_auroc.csv"), "dataset,One,Two\neasy,90,70\nhard,50,80\n");
    return tables;
  }

  private Outcome run(Path tables, String... more) {
    String[] arguments = new String[5 + more.length];
    System.arraycopy(
        new String[] {"benchmark", "anomalies", tables.toString(), "--out", out().toString()},
        0,
        arguments,
        0,
        5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Outcome.of(arguments);
  }

  private Path out() {
    return folder.resolve("out");
  }

  @Test
  void theWorstTableComesFirstBesideBaselinesAndPublishedFigures() throws IOException {
    Path tables = tables();
    Outcome outcome = run(tables, "--seeds", "2", "--quiet");
    assertEquals(0, outcome.exitCode(), outcome.err());
    String text = outcome.out();
    assertTrue(text.indexOf("\nhard") < text.indexOf("\neasy"), text);
    assertTrue(text.contains("protocol published") && text.contains("protocol clean"), text);
    assertTrue(text.contains("90.0 One") && text.contains("75.0 Two"), text);
    for (String title : new String[] {"Duet", "kNN 5", "1-NN", "forest", "mean of 2"}) {
      assertTrue(text.contains(title), text);
    }
    assertTrue(Files.readString(out().resolve("table.md")).contains("| hard |"));
    Outcome again = run(tables, "--seeds", "2");
    assertTrue(again.err().contains("8 of 8 cells are done already"), again.err());
    assertEquals(text, again.out());
  }

  @Test
  void theFiguresAreThereForPrograms() throws IOException {
    Outcome outcome = run(tables(), "--seeds", "1", "--protocol", "clean", "--json", "--quiet");
    JsonNode clean = new JsonMapper().readTree(outcome.out()).required("clean");
    assertTrue(clean.required("easy").required("auroc_energy").asDouble() > 0.98);
    assertTrue(clean.required("easy").required("aucpr_energy").asDouble() > 0.9);
    double hard = clean.required("hard").required("auroc_energy").asDouble();
    assertTrue(hard > 0.25 && hard < 0.75);
    assertEquals(50, clean.required("hard").required("training_rows").asInt());
    assertTrue(clean.required("mean").has("auroc_1nn"));
    assertFalse(outcome.out().contains("NaN"));
  }

  @Test
  void negativesAreColumnsOfTheirOwnBesideTheSameDefault() throws IOException {
    Path tables = tables();
    String[] plain = {"--seeds", "1", "--protocol", "clean", "--json", "--quiet"};
    JsonNode without = new JsonMapper().readTree(run(tables, plain).out()).required("clean");
    String[] more = Arrays.copyOf(plain, plain.length + 2);
    more[plain.length] = "--negatives";
    more[plain.length + 1] = "none,noise,sampler";
    Outcome outcome = run(tables, more);
    assertEquals(0, outcome.exitCode(), outcome.err());
    JsonNode with = new JsonMapper().readTree(outcome.out()).required("clean");
    for (String figure : new String[] {"auroc_noise", "auroc_sampler"}) {
      assertTrue(with.required("easy").required(figure).asDouble() > 0.95, figure);
      assertFalse(without.required("easy").has(figure));
    }
    assertEquals(
        without.required("hard").required("auroc_energy"),
        with.required("hard").required("auroc_energy"));
    assertFalse(with.required("easy").has("auroc_game"));
    String table = Files.readString(out().resolve("table.md"));
    assertTrue(table.contains("| forest | noise | sampler |"), table);
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    Path tables = Files.createDirectory(folder.resolve("wrong"));
    assertRefused(1, "no tables", run(tables));
    Path file = tables.resolve("x.csv");
    Files.writeString(file, "a,b\n1,2\n3,4\n");
    assertRefused(1, "expected a column 'label'", run(tables));
    Files.writeString(file, "a,label\n1,0\n3,2\n");
    assertRefused(1, "row 2 has label 2.0; expected 0 (normal) or 1 (anomaly)", run(tables));
    Files.writeString(file, "a,label\n1,0\n3,0\n");
    assertRefused(1, "2 normal rows and 0 anomalies", run(tables));
    Files.writeString(file, "a,label\nred,0\nblue,1\n");
    assertRefused(1, "column 'a' holds texts", run(tables));
    assertRefused(2, "--protocol dirty", run(tables, "--protocol", "dirty"));
    assertRefused(2, "--negatives nosie", run(tables, "--negatives", "noise,nosie"));
    assertRefused(2, "--seeds 0", run(tables, "--seeds", "0"));
    assertRefused(2, "no such folder", run(folder.resolve("nowhere")));
  }

  private static void assertRefused(int code, String message, Outcome outcome) {
    assertEquals(code, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
  }
}
