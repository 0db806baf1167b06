package org.duetml.gcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duetml.ShortTraining;
import org.junit.jupiter.api.Test;

/** Which stages run, and for how long. */
class TrainingPlanTest {
  private static final Set<Phase> ALL = EnumSet.allOf(Phase.class);

  /** The settings that decide it, each with a number of its own. */
  private static TrainingPlan plan(Set<Phase> phases, boolean hasDensity, String... changes) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "pretrain.iterations=1",
                "warm-start.iterations=2",
                "warm-start.value-iterations=3",
                "gcd.iterations=4",
                "calibration.noising-iterations=5",
                "calibration.iterations=6"));
    settings.addAll(List.of(changes));
    return new TrainingPlan(
        ShortTraining.ofStandardized(8, 40, 9, settings.toArray(String[]::new)),
        phases,
        hasDensity);
  }

  private static void assertIterations(TrainingPlan plan, int... expected) {
    for (StageKind kind : StageKind.values()) {
      assertEquals(expected[kind.ordinal()], plan.iterations(kind), kind.name());
    }
  }

  @Test
  void everyStageHasItsSetting() {
    TrainingPlan plan = plan(ALL, true);
    assertIterations(plan, 1, 2, 3, 4, 5, 6);
    assertEquals(2 + 3, plan.iterations(Phase.WARM_START));
    assertEquals(4, plan.iterations(Phase.GAME));
    assertEquals(5 + 6, plan.iterations(Phase.CALIBRATION));
    assertEquals(0, plan.before(StageKind.WARM_ENERGY));
    assertEquals(2, plan.before(StageKind.WARM_VALUES));
    assertEquals(0, plan.before(StageKind.GAME));
    assertEquals(5, plan.before(StageKind.CALIBRATED_ENERGY));
  }

  @Test
  void phasesThatAreNotAskedForAreLeftOut() {
    assertIterations(plan(Set.of(Phase.WARM_START), true), 0, 2, 3, 0, 0, 0);
    assertIterations(plan(Set.of(Phase.PRETRAIN, Phase.GAME), true), 1, 0, 0, 4, 0, 0);
  }

  @Test
  void withoutADensityNoneIsFitted() {
    TrainingPlan cold = plan(ALL, false);
    assertIterations(cold, 1, 0, 3, 4, 0, 0);
    for (StageKind kind : StageKind.values()) {
      boolean fits = kind == StageKind.WARM_ENERGY || kind == StageKind.CALIBRATED_ENERGY;
      assertEquals(fits, cold.lacksDensity(kind), kind.name());
      assertFalse(plan(ALL, true).lacksDensity(kind));
    }
  }

  @Test
  void nobodyMissesADensityThatWasNotAskedFor() {
    TrainingPlan game = plan(Set.of(Phase.GAME), false);
    assertFalse(game.lacksDensity(StageKind.WARM_ENERGY));
    assertFalse(game.lacksDensity(StageKind.CALIBRATED_ENERGY));
    TrainingPlan none = plan(ALL, false, "warm-start.iterations=0", "calibration.iterations=0");
    assertFalse(none.lacksDensity(StageKind.WARM_ENERGY));
    assertFalse(none.lacksDensity(StageKind.CALIBRATED_ENERGY));
    assertTrue(plan(ALL, false, "warm-start.iterations=1").lacksDensity(StageKind.WARM_ENERGY));
  }

  /** The kernel is only for the weights of the calibration. */
  @Test
  void withoutCalibrationNoKernelIsLearned() {
    assertIterations(plan(ALL, true, "calibration.iterations=0"), 1, 2, 3, 4, 0, 0);
  }

  @Test
  void aSamplerStepWithoutValuesNeedsNone() {
    assertIterations(plan(ALL, true, "gcd.sampler-step=policy-gradient"), 1, 2, 0, 4, 5, 6);
  }
}
