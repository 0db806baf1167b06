package org.duetml.gcd;

import java.util.Set;
import org.duetml.config.DuetConfig;

/**
 * Which stages run, and for how many iterations.
 *
 * @param config all of it
 * @param phases which are wanted
 * @param hasDensity whether there is a temperature: without, the energy has no density to fit
 */
record TrainingPlan(DuetConfig config, Set<Phase> phases, boolean hasDensity) {
  /** Kept, because every call of {@code values()} makes another. */
  private static final StageKind[] STAGES = StageKind.values();

  /** Iterations of a stage, 0 if it is skipped. */
  int iterations(StageKind kind) {
    if (!phases.contains(kind.phase())) {
      return 0;
    }
    return switch (kind) {
      case PRETRAINING -> config.pretrain().iterations();
      case WARM_ENERGY -> hasDensity ? config.warmStart().iterations() : 0;
      case WARM_VALUES ->
          config.gcd().samplerStep().usesValues() ? config.warmStart().valueIterations() : 0;
      case GAME -> config.gcd().iterations();
      case NOISING ->
          hasDensity && config.calibration().iterations() > 0
              ? config.calibration().noisingIterations()
              : 0;
      case CALIBRATED_ENERGY -> hasDensity ? config.calibration().iterations() : 0;
    };
  }

  /** Whether a stage is wanted but impossible without a density. */
  boolean lacksDensity(StageKind kind) {
    return !hasDensity
        && switch (kind) {
          case WARM_ENERGY -> wants(Phase.WARM_START, config.warmStart().iterations());
          case CALIBRATED_ENERGY -> wants(Phase.CALIBRATION, config.calibration().iterations());
          case PRETRAINING, WARM_VALUES, GAME, NOISING -> false;
        };
  }

  private boolean wants(Phase phase, int iterations) {
    return phases.contains(phase) && iterations > 0;
  }

  /** Iterations of all stages of a phase. */
  int iterations(Phase phase) {
    return iterationsBefore(phase, STAGES.length);
  }

  /** Iterations of the stages of the same phase that come before. */
  int before(StageKind kind) {
    return iterationsBefore(kind.phase(), kind.ordinal());
  }

  private int iterationsBefore(Phase phase, int end) {
    int sum = 0;
    for (StageKind kind : STAGES) {
      if (kind.phase() == phase && kind.ordinal() < end) {
        sum += iterations(kind);
      }
    }
    return sum;
  }
}
