package org.duetml.app.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Phase;
import org.junit.jupiter.api.Test;

class WorkEstimateTest {
  @Test
  void nothingIsKnownInTheFirstSecond() {
    WorkEstimate estimate = estimate(Phase.PRETRAIN);
    assertTrue(Double.isNaN(estimate.secondsLeft()));
    estimate.update(Phase.PRETRAIN, 0.01, 5);
    estimate.update(Phase.PRETRAIN, 0.02, 5.9);
    assertTrue(Double.isNaN(estimate.secondsLeft()));
  }

  @Test
  void aPhaseGoesOnAtItsRate() {
    WorkEstimate estimate = estimate(Phase.PRETRAIN);
    estimate.update(Phase.PRETRAIN, 0, 20);
    estimate.update(Phase.PRETRAIN, 0.25, 30);
    assertEquals(30, estimate.secondsLeft(), 1e-9);
    estimate.update(Phase.PRETRAIN, 1, 60);
    assertEquals(0, estimate.secondsLeft(), 1e-9);
  }

  @Test
  void aSlowStartIsForgotten() {
    WorkEstimate estimate = estimate(Phase.PRETRAIN);
    estimate.update(Phase.PRETRAIN, 0, 0);
    estimate.update(Phase.PRETRAIN, 0.1, 50);
    for (int second = 1; second <= 20; second++) {
      estimate.update(Phase.PRETRAIN, 0.1 + 0.01 * second, 50 + second);
    }
    assertEquals(70, estimate.secondsLeft(), 1e-9);
  }

  @Test
  void phasesToComeGoOnAtTheSameRateOfWork() {
    DuetConfig brief = DuetConfig.defaults().with("gcd.iterations", 100);
    DuetConfig twice = DuetConfig.defaults().with("gcd.iterations", 200);
    double left = leftAfterPretraining(brief);
    assertTrue(left > 0);
    assertEquals(2, leftAfterPretraining(twice) / left, 1e-9);
  }

  private static double leftAfterPretraining(DuetConfig config) {
    WorkEstimate estimate = new WorkEstimate(config, EnumSet.of(Phase.PRETRAIN, Phase.GAME));
    estimate.update(Phase.PRETRAIN, 0, 0);
    estimate.update(Phase.PRETRAIN, 1, 10);
    return estimate.secondsLeft();
  }

  @Test
  void aPhaseThatEndedEarlyLeavesNoWork() {
    WorkEstimate estimate = estimate(Phase.PRETRAIN, Phase.GAME);
    estimate.update(Phase.PRETRAIN, 0, 0);
    estimate.update(Phase.PRETRAIN, 0.1, 100);
    estimate.update(Phase.GAME, 0, 100);
    estimate.update(Phase.GAME, 0.5, 103);
    assertEquals(3, estimate.secondsLeft(), 1e-9);
  }

  @Test
  void aFinishedPhaseLeavesNothing() {
    WorkEstimate estimate = estimate(Phase.WARM_START);
    estimate.update(Phase.WARM_START, 0, 0);
    estimate.update(Phase.WARM_START, 0.5, 10);
    assertEquals(10, estimate.secondsLeft(), 1e-9);
    estimate.update(Phase.WARM_START, 1, 20);
    assertEquals(0, estimate.secondsLeft(), 1e-9);
  }

  @Test
  void aPhaseThatNobodyPlannedChangesNothing() {
    WorkEstimate estimate = estimate(Phase.GAME);
    estimate.update(Phase.WARM_START, 0, 0);
    estimate.update(Phase.WARM_START, 1, 10);
    estimate.update(Phase.GAME, 0, 10);
    estimate.update(Phase.GAME, 0.5, 20);
    assertEquals(10, estimate.secondsLeft(), 1e-9);
    estimate.update(Phase.CALIBRATION, 1, 30);
    assertEquals(0, estimate.secondsLeft(), 1e-9);
  }

  private static WorkEstimate estimate(Phase first, Phase... others) {
    return new WorkEstimate(DuetConfig.defaults(), EnumSet.of(first, others));
  }
}
