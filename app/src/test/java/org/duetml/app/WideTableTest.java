package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.duetml.kernel.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of columns and few rows, through train, sample and score. */
@DisabledIfSystemProperty(
    named = "duet.kernels",
    matches = "scalar",
    disabledReason = "once is enough")
class WideTableTest {
  private static final int COLUMNS = 129;

  @TempDir private Path folder;

  /** Copies of three normal factors with noise, a category that tells the first one's sign. */
  private static String table(int rows, String stream) {
    StringJoiner header = new StringJoiner(",");
    for (int column = 0; column < COLUMNS; column++) {
      header.add("x" + column);
    }
    StringBuilder csv = new StringBuilder(header + ",sign\n");
    RandomStream random = RandomStream.of(1, stream);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        double value = random.normal(column % 3, row) + 0.3 * random.normal(3 + column, row);
        csv.append(String.format(Locale.ROOT, "%.3f,", 100 + 10 * value));
      }
      csv.append(random.normal(0, row) > 0 ? "plus" : "minus").append('\n');
    }
    return csv.toString();
  }

  @Test
  void aWideTableIsLearnedByItsFactors() throws IOException {
    Path data = folder.resolve("wide.csv");
    Files.writeString(data, table(150, "training"));
    Path run = folder.resolve("run");
    Outcome trained =
        Outcome.of(
            "train",
            data.toString(),
            "--out",
            run.toString(),
            "--set",
            "pretrain.iterations=150",
            "--set",
            "sampler.width=64",
            "--quiet");
    assertEquals(0, trained.exitCode(), trained.err());
    assertTrue(
        trained.out().contains("120 rows are few for 130 numbers each: they are learned and drawn"),
        trained.out());

    assertFactorsShow(run);
    assertTheOddRowIsFound(run);
  }

  /** Columns of one factor agree in drawn rows, and the category with the first factor. */
  private void assertFactorsShow(Path run) throws IOException {
    Path target = folder.resolve("drawn.csv");
    Outcome sampled = Outcome.of("sample", run.toString(), "-n", "400", "-o", target.toString());
    assertEquals(0, sampled.exitCode(), sampled.err());
    List<String[]> rows = Files.readAllLines(target).stream().map(row -> row.split(",")).toList();
    assertEquals(401, rows.size());
    assertEquals(COLUMNS + 1, rows.getFirst().length);
    double same = 0;
    double other = 0;
    int agree = 0;
    for (String[] row : rows.subList(1, rows.size())) {
      double first = Double.parseDouble(row[0]) - 100;
      same += first * (Double.parseDouble(row[3]) - 100);
      other += first * (Double.parseDouble(row[1]) - 100);
      agree += first > 0 == row[COLUMNS].equals("plus") ? 1 : 0;
    }
    // Covariances of 100 and 0, estimated from 120 rows and drawn 400 times.
    assertTrue(same / 400 > 60, "columns of one factor: " + same / 400);
    assertTrue(Math.abs(other / 400) < 40, "columns of two factors: " + other / 400);
    assertTrue(agree > 280, agree + " of 400 agree");
  }

  /** One column of one row contradicts all others of its factor. */
  private void assertTheOddRowIsFound(Path run) throws IOException {
    List<String> lines = table(40, "new").lines().toList();
    String[] odd = lines.get(1).split(",");
    odd[9] = "400";
    Path fresh = folder.resolve("new.csv");
    Files.writeString(
        fresh,
        "%s\n%s\n%s\n"
            .formatted(
                lines.getFirst(), String.join(",", odd), String.join("\n", lines.subList(2, 41))));
    Path target = folder.resolve("scored.csv");
    Outcome scored =
        Outcome.of(
            "score",
            run.toString(),
            fresh.toString(),
            "-o",
            target.toString(),
            "--contributors",
            "1");
    assertEquals(0, scored.exitCode(), scored.err());
    List<String> rows = Files.readAllLines(target);
    assertEquals(41, rows.size());
    assertTrue(
        rows.getFirst().endsWith("energy,anomaly_percentile,p_value,anomaly,contributing_columns"));
    assertTrue(rows.get(1).endsWith(",x9"), rows.get(1));
  }
}
