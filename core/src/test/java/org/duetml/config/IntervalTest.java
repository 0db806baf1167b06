package org.duetml.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
  @ParameterizedTest
  @CsvSource({"30s, 30, 0", "1m, 60, 0", "2h, 7200, 0", "500, 0, 500", "0, 0, 0"})
  void isATimeOrANumberOfIterations(String text, long seconds, long iterations) {
    Interval interval = Interval.parse(text);
    assertEquals(seconds, interval.seconds());
    assertEquals(iterations, interval.iterations());
    assertEquals(text, interval.toString());
    assertEquals(interval, Interval.parse(text));
    assertEquals(interval.hashCode(), Interval.parse(text).hashCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "-1", "1.5m", "1 m", "1d", "99999999999"})
  void anythingElseIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Interval.parse(text));
  }

  @Test
  void isAKeyOfTheConfiguration() {
    DuetConfig config = DuetConfig.defaults().with("checkpoint.every", "250");
    assertEquals(250, config.checkpoint().every().iterations());
    assertEquals("250", config.toMap().get("checkpoint.every"));
    assertEquals(config, DuetConfig.of(config.toMap()));
    String message =
        assertThrows(ConfigException.class, () -> config.with("checkpoint.every", "often"))
            .getMessage();
    assertEquals(
        "checkpoint.every = often: expected a time such as 30s, 1m or 2h, a number of iterations,"
            + " or 0 for none (between two checkpoints of a run that is written to a folder)",
        message);
  }
}
