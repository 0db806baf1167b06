package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sample} and {@code evaluate} on a tiny model. */
class ModelCommandsTest {
  @TempDir private static Path folder;

  private static String run;

  @BeforeAll
  static void train() throws IOException {
    Outcome outcome = TinyRun.train(folder, "8gaussians", "run", "--no-pictures");
    assertEquals(0, outcome.exitCode(), outcome.err());
    run = folder.resolve("run").toString();
  }

  @Test
  void pointsGoToStandardOutput() {
    Outcome points = Outcome.of("sample", run, "-n", "5");
    assertEquals(0, points.exitCode(), points.err());
    List<String> lines = points.out().lines().toList();
    assertEquals(6, lines.size());
    assertEquals("x1,x2", lines.getFirst());
    assertEquals("", points.err());
  }

  @Test
  void pointsGoToAFile() throws IOException {
    Path file = folder.resolve("points.csv");
    Outcome written = Outcome.of("sample", run, "-n", "5", "-o", file.toString());
    assertEquals(0, written.exitCode(), written.err());
    assertEquals("", written.out());
    assertEquals(Outcome.of("sample", run, "-n", "5").out(), Files.readString(file));
  }

  @Test
  void aFullDiskIsToldWithAMend() {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    Outcome full = Outcome.of("sample", run, "-n", "5000", "-o", "/dev/full");
    assertEquals(1, full.exitCode());
    assertEquals(
        "duet sample: /dev/full: the disk is full; free some of it or write elsewhere",
        full.err().strip());
  }

  @Test
  void theFolderOfTheModelWillDoAsWell() {
    Outcome direct = Outcome.of("sample", run + "/model", "-n", "3");
    assertEquals(0, direct.exitCode(), direct.err());
    assertEquals(Outcome.of("sample", run, "-n", "3").out(), direct.out());
  }

  @Test
  void theSeedDecidesThePoints() {
    String points = Outcome.of("sample", run, "-n", "3", "--seed", "1").out();
    assertEquals(points, Outcome.of("sample", run, "-n", "3", "--seed", "1").out());
    assertNotEquals(points, Outcome.of("sample", run, "-n", "3", "--seed", "2").out());
  }

  @Test
  void fewerPointsAreTheFirstOfMoreAndNoneComesTwice() {
    int number = SampleCommand.CHUNK + 1000;
    List<String> many =
        Outcome.of("sample", run, "-n", String.valueOf(number)).out().lines().toList();
    assertEquals(number + 1, many.size());
    assertEquals(Outcome.of("sample", run, "-n", "9").out().lines().toList(), many.subList(0, 10));
    assertNotEquals(many.subList(1, 1001), many.subList(number - 999, number + 1));
    assertTrue(many.stream().distinct().count() > number - 10, "points come twice");
  }

  @Test
  void aModelIsMeasuredAgain() throws IOException {
    Outcome json = Outcome.of("evaluate", run, "--samples", "300", "--json");
    assertEquals(0, json.exitCode(), json.err());
    JsonNode metrics = new JsonMapper().readTree(json.out());
    assertEquals("8gaussians", metrics.get("data").textValue());
    assertEquals(300, metrics.get("samples").intValue());
    assertTrue(metrics.get("sliced_wasserstein").doubleValue() > 0);
  }

  @Test
  void theSameSamplesGiveTheMetricsOfTheRun() throws IOException {
    Outcome json = Outcome.of("evaluate", run, "--samples", "500", "--json");
    JsonMapper mapper = new JsonMapper();
    ObjectNode ofTheRun =
        (ObjectNode) mapper.readTree(Files.readString(Path.of(run, "metrics.json")));
    // What was said while it trained is no figure.
    ofTheRun.remove("messages");
    assertEquals(ofTheRun, mapper.readTree(json.out()));
  }

  @Test
  void withoutJsonItPrintsTheTableAndAllFigures() {
    Outcome text = Outcome.of("evaluate", run, "--samples", "300");
    assertEquals(0, text.exitCode(), text.err());
    assertTrue(text.out().contains("sliced W2"), text.out());
    assertTrue(text.out().matches("(?s).*\nsliced_wasserstein_floor +\\d\\.\\d+.*"), text.out());
  }

  @Test
  void otherDataCanBeMeasuredAgainst() throws IOException {
    Outcome json = Outcome.of("evaluate", run, "--data", "pinwheel", "--samples", "300", "--json");
    assertEquals(0, json.exitCode(), json.err());
    assertEquals("pinwheel", new JsonMapper().readTree(json.out()).get("data").textValue());
  }

  @Test
  void aDamagedModelIsRefusedInOneLine() throws IOException {
    Path model = Files.createDirectories(folder.resolve("damaged"));
    Files.writeString(model.resolve("config.json"), "{");
    Files.writeString(model.resolve("weights.safetensors"), "");
    Outcome outcome = Outcome.of("sample", model.toString(), "-n", "1");
    assertEquals(1, outcome.exitCode());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().startsWith("duet sample: " + model), outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
  }
}
