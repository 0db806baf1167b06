package org.duetml.app.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duetml.app.experiment.CellResult;
import org.duetml.app.reproduce.Claim.Kind;
import org.junit.jupiter.api.Test;

/** When a claim holds. */
class ClaimTest {
  private static final String FIGURE = "distance";

  private final List<CellResult> results = new ArrayList<>();

  private void add(String label, double... values) {
    for (int seed = 0; seed < values.length; seed++) {
      Map<String, Object> figures = Map.of(FIGURE, values[seed]);
      results.add(new CellResult("game", label, seed, Map.of(), figures, Optional.empty(), 1));
    }
  }

  private Claim.Outcome decide(Kind kind, double margin) {
    Claim claim = new Claim("a claim", "first", "second", kind);
    return claim.decide(new Results(results), FIGURE, margin).orElseThrow();
  }

  /** Differences of -1, -2 and -3: sd 1, and the interval's half width 4.303 / sqrt(3). */
  @Test
  void theIntervalIsThatOfStudentOverPairedSeeds() {
    add("first", 9, 18, 27);
    add("second", 10, 20, 30);
    Claim.Outcome outcome = decide(Kind.BETTER, 0);
    assertEquals(-2, outcome.difference().mean(), 1e-12);
    assertEquals(4.303 / Math.sqrt(3), outcome.halfWidth(), 1e-12);
    assertEquals("-2.0000 ± 2.4843", outcome.differenceText());
    assertEquals("not decided", outcome.verdict());
  }

  @Test
  void betterHoldsWhereTheIntervalLiesBelowZero() {
    add("first", 9.1, 19.0, 28.9);
    add("second", 10, 20, 30);
    assertEquals("holds", decide(Kind.BETTER, 0).verdict());
  }

  @Test
  void nothingHoldsWhereTheFirstIsMeasurablyWorse() {
    add("first", 11.1, 21.0, 30.9);
    add("second", 10, 20, 30);
    assertEquals("does not hold", decide(Kind.BETTER, 0).verdict());
    assertEquals("does not hold", decide(Kind.NO_WORSE, 5).verdict());
  }

  @Test
  void noWorseAllowsAMarginThatTheIntervalMustKeepTo() {
    add("first", 10.1, 19.9, 30.0);
    add("second", 10, 20, 30);
    assertEquals("holds", decide(Kind.NO_WORSE, 0.3).verdict());
    assertEquals("not decided", decide(Kind.NO_WORSE, 0.2).verdict());
    assertEquals("not decided", decide(Kind.BETTER, 0.3).verdict());
  }

  @Test
  void oneSeedDecidesNothing() {
    add("first", 1);
    add("second", 10, 20);
    Claim.Outcome outcome = decide(Kind.BETTER, 0);
    assertEquals("not decided", outcome.verdict());
    assertEquals("-9.0000", outcome.differenceText());
  }

  @Test
  void whatWasNotMeasuredIsNotDecided() {
    add("first", 1, 2);
    Claim claim = new Claim("a claim", "first", "second", Kind.BETTER);
    assertTrue(claim.decide(new Results(results), FIGURE, 0).isEmpty());
  }
}
