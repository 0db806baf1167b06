package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code duet report} on a tiny run and a small sweep. */
class ReportCommandTest {
  @TempDir private static Path folder;

  private static Path run;

  @BeforeAll
  static void train() throws IOException {
    Outcome outcome = TinyRun.train(folder, "8gaussians", "run", "--no-pictures");
    assertEquals(0, outcome.exitCode(), outcome.err());
    run = folder.resolve("run");
  }

  private static String report(String... more) throws IOException {
    Path target = folder.resolve("page.html");
    String[] arguments = new String[more.length + 3];
    arguments[0] = "report";
    System.arraycopy(more, 0, arguments, 1, more.length);
    arguments[more.length + 1] = "-o";
    arguments[more.length + 2] = target.toString();
    Outcome outcome = Outcome.of(arguments);
    assertEquals(0, outcome.exitCode(), outcome.err());
    return Files.readString(target);
  }

  @Test
  void theReportOfARunLiesInItAndIsReplaced() throws IOException {
    Outcome first = Outcome.of("report", run.toString());
    assertEquals(0, first.exitCode(), first.err());
    Path target = run.resolve("report.html");
    assertTrue(first.out().contains(target.toString()), first.out());
    String page = Files.readString(target);
    assertTrue(page.length() < 4_000_000, page.length() + " characters");
    assertEquals(0, Outcome.of("report", run.toString()).exitCode());
    assertEquals(page, Files.readString(target), "the same run gives the same page");
  }

  @Test
  void thePageNamesTheCommandThatMadeIt() throws IOException {
    String page = report(run.toString());
    String command = "duet report " + run + " -o " + folder.resolve("page.html");
    assertTrue(page.contains("\"command\":\"" + command + "\""), command);
  }

  @Test
  void aFileThatIsNoReportIsKept() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious.html"), "<!doctype html>mine");
    Outcome refused = Outcome.of("report", run.toString(), "-o", precious.toString());
    assertEquals(2, refused.exitCode());
    assertEquals(
        "duet report: --out %s: is no report and would be lost; choose another name or add --force"
            .formatted(precious),
        refused.err().strip());
    assertEquals("<!doctype html>mine", Files.readString(precious));
    Outcome forced = Outcome.of("report", run.toString(), "-o", precious.toString(), "--force");
    assertEquals(0, forced.exitCode(), forced.err());
    assertTrue(Files.readString(precious).contains("<title>Duet report</title>"));
  }

  @Test
  void aModelAloneAndSeveralRunsWillDo() throws IOException {
    String alone = report(run.resolve("model").toString());
    assertTrue(alone.contains("metrics.csv is not there"));
    assertTrue(alone.contains("\"name\":\"run\""), "a model is called as the run it lies in");
    String both = report(run.toString(), run.resolve("model").toString());
    assertEquals(3, both.split("\"landscape\":", -1).length, "two landscapes");
  }

  @Test
  void damagedFiguresAreNamed() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("damaged"));
    Files.createDirectories(copy.resolve("model"));
    for (String file : new String[] {"config.json", "weights.safetensors"}) {
      Files.copy(run.resolve("model").resolve(file), copy.resolve("model").resolve(file));
    }
    Path metrics = Files.writeString(copy.resolve("metrics.json"), "{\"a\":");
    Outcome outcome = Outcome.of("report", copy.toString());
    assertEquals(1, outcome.exitCode());
    assertEquals(
        "duet report: %s: is no JSON object of figures; restore it, or remove it to do without"
            .formatted(metrics),
        outcome.err().strip());
  }

  @Test
  void aSweepIsSummarisedOverItsSeeds() throws IOException {
    Path cells = Files.createDirectories(folder.resolve("sweep/cells"));
    for (int seed = 0; seed < 2; seed++) {
      for (String tau : new String[] {"0", "0.1"}) {
        Files.writeString(
            cells.resolve(tau + "-" + seed + ".json"),
            """
            {"experiment": "sweep", "label": "tau %1$s", "seed": %2$d,
             "settings": {"gcd.tau": "%1$s", "data": "moons", "gcd.steps": "5"},
             "figures": {"sliced_wasserstein": %2$d.5}, "seconds": 1}
            """
                .formatted(tau, seed));
      }
    }
    Files.writeString(
        cells.resolve("earlier.json"),
        """
        {"experiment": "sweep", "label": "tau 0", "seed": 0,
         "settings": {"gcd.tau": "0", "data": "moons", "gcd.steps": "9"},
         "figures": {"sliced_wasserstein": 70}, "seconds": 1}
        """);
    String page = report(folder.resolve("sweep").toString());
    assertTrue(
        page.contains("\"keys\":[\"gcd.tau\",\"gcd.steps\"],\"common\":{\"data\":\"moons\"}"));
    assertTrue(page.contains("{\"mean\":70.0,\"sd\":\"NaN\",\"count\":1}"), "of other settings");
    assertTrue(page.contains("{\"mean\":1.0,\"sd\":0.7071067811865476,\"count\":2}"));
  }
}
