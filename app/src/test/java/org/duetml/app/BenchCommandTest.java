package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code duet bench} as users call it. */
class BenchCommandTest {
  @Test
  void theFirstIterationOfANewProcessIsTimed() {
    Outcome outcome = Outcome.of("bench", "--quick", "--only", "start", "--threads", "1", "-q");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertEquals("", outcome.err());
    assertTrue(outcome.out().startsWith("duet "), outcome.out());
    assertTrue(outcome.out().contains("game's first iteration\nseconds\n-------\n"), outcome.out());
    assertTrue(outcome.out().contains("heap peak mib"), outcome.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bench --threads 0 | duet bench: --threads 0: expected 1 to 1024",
        "bench --only gaem | duet bench: Invalid value for option '--only' (PART): 'gaem' is no"
            + " part; expected some of steps, game, rates, start, cost, with commas between them;"
            + " see duet bench --help"
      })
  void aMistakeIsOneLineWithItsMend(String arguments, String message) {
    Outcome outcome = Outcome.of(arguments.split(" "));
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertEquals(List.of(message), outcome.err().lines().toList());
  }
}
