package org.duetml.app.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Map;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Phase;
import org.junit.jupiter.api.Test;

class WorkEstimateTest {
  @Test
  void nothingIsKnownBeforeTheFirstIteration() {
    assertTrue(Double.isNaN(estimate(Phase.PRETRAIN).secondsLeft()));
  }

  @Test
  void aPhaseGoesOnAtItsOwnRate() {
    WorkEstimate estimate = estimate(Phase.PRETRAIN);
    estimate.update(Phase.PRETRAIN, 0.25, 10);
    assertEquals(30, estimate.secondsLeft(), 1e-9);
    estimate.update(Phase.PRETRAIN, 1, 40);
    assertEquals(0, estimate.secondsLeft(), 1e-9);
  }

  @Test
  void phasesToComeGoOnAtTheRateOfTheWorkDone() {
    DuetConfig brief = DuetConfig.defaults().with("gcd.iterations", 100);
    DuetConfig twice = DuetConfig.defaults().with("gcd.iterations", 200);
    double forShort = leftAfterPretraining(brief);
    assertTrue(forShort > 0);
    assertEquals(2, leftAfterPretraining(twice) / forShort, 1e-9);
  }

  private static double leftAfterPretraining(DuetConfig config) {
    WorkEstimate estimate = new WorkEstimate(config, EnumSet.of(Phase.PRETRAIN, Phase.GAME));
    estimate.update(Phase.PRETRAIN, 1, 10);
    return estimate.secondsLeft();
  }

  @Test
  void aPhaseThatEndedDoesNotSlowDownTheNextOne() {
    WorkEstimate estimate = estimate(Phase.PRETRAIN, Phase.GAME);
    estimate.update(Phase.PRETRAIN, 1, 100);
    estimate.update(Phase.GAME, 0.5, 103);
    assertEquals(3, estimate.secondsLeft(), 1e-9);
  }

  @Test
  void thePartsOfAPhaseHaveRatesOfTheirOwn() {
    WorkEstimate estimate = estimate(Phase.WARM_START);
    estimate.update(Phase.WARM_START, 1, 100);
    estimate.update(Phase.WARM_START, 0.5, 102);
    assertEquals(2, estimate.secondsLeft(), 1e-9);
  }

  @Test
  void aPhaseOfNoWorkCostsNoTime() {
    DuetConfig config = DuetConfig.of(Map.of("gcd.iterations", 0, "pretrain.iterations", 0));
    WorkEstimate estimate = new WorkEstimate(config, EnumSet.of(Phase.PRETRAIN, Phase.GAME));
    estimate.update(Phase.PRETRAIN, 0.5, 10);
    assertEquals(10, estimate.secondsLeft(), 1e-9);
  }

  private static WorkEstimate estimate(Phase first, Phase... others) {
    return new WorkEstimate(DuetConfig.defaults(), EnumSet.of(first, others));
  }
}
