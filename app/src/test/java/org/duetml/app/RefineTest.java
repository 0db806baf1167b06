package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --refine} of {@code sample} and {@code evaluate}, on tiny models. */
class RefineTest {
  @TempDir private static Path folder;

  private static String run;

  @BeforeAll
  static void train() throws IOException {
    Outcome outcome = TinyRun.train(folder, "8gaussians", "run", "--no-pictures");
    assertEquals(0, outcome.exitCode(), outcome.err());
    run = folder.resolve("run").toString();
  }

  @Test
  void fewerPointsAreTheFirstOfMore() {
    Outcome few = Outcome.of("sample", run, "-n", "5", "--refine", "2");
    assertEquals(0, few.exitCode(), few.err());
    int number = SampleCommand.CHUNK + 10;
    List<String> many =
        Outcome.of("sample", run, "-n", String.valueOf(number), "--refine", "2")
            .out()
            .lines()
            .toList();
    assertEquals(few.out().lines().toList(), many.subList(0, 6));
    assertEquals(number + 1, many.size());
    assertNotEquals(few.out(), Outcome.of("sample", run, "-n", "5").out());
  }

  @Test
  void theDistanceIsShownBeforeAndAfter() throws IOException {
    String[] arguments = {"evaluate", run, "--samples", "300", "--refine", "5"};
    JsonNode plain =
        new JsonMapper().readTree(Outcome.of("evaluate", run, "--samples", "300", "--json").out());
    Outcome text = Outcome.of(arguments);
    assertEquals(0, text.exitCode(), text.err());
    assertTrue(text.out().contains("\nrefined "), text.out());
    String before = plain.get("sliced_wasserstein").asText();
    assertTrue(text.out().matches("(?s).*\nsliced_wasserstein +" + before + "\n.*"), text.out());
    for (String name : List.of("sliced_wasserstein", "sliced_wasserstein_exact", "within_3sd")) {
      assertTrue(text.out().matches("(?s).*\nrefined_" + name + " +\\d.*"), text.out());
    }
    assertTrue(text.out().matches("(?s).*\nrefine_steps +5\n.*"), text.out());
    assertTrue(plain.path("refined_sliced_wasserstein").isMissingNode());
  }

  @Test
  void aNumberOfStepsThatCannotBeIsRefused() {
    Outcome none = Outcome.of("sample", run, "-n", "5", "--refine", "0");
    assertEquals(2, none.exitCode());
    assertEquals("duet sample: --refine 0: expected at least 1 step", none.err().strip());
  }

  @Test
  void aModelWithoutTemperatureCannotRefine() throws IOException {
    Outcome trained = TinyRun.train(folder, "moons", "cold", "--no-pictures", "--set", "gcd.tau=0");
    assertEquals(0, trained.exitCode(), trained.err());
    String cold = folder.resolve("cold").toString();
    for (String command : List.of("sample " + cold + " -n 5", "evaluate " + cold)) {
      Outcome outcome = Outcome.of((command + " --refine 5").split(" "));
      assertEquals(2, outcome.exitCode());
      assertEquals(1, outcome.err().lines().count(), outcome.err());
      assertTrue(
          outcome.err().contains("--refine 5: the model was trained with gcd.tau = 0"),
          outcome.err());
    }
  }
}
