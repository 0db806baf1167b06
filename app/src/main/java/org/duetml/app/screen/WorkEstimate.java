package org.duetml.app.screen;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Phase;

/**
 * Guesses how long a training run still takes. The running phase goes on at its own rate; phases to
 * come at the rate of the work done so far, where work is counted in rows through networks.
 */
final class WorkEstimate {
  /** Forward, backward to the inputs and backward to the parameters. */
  private static final double TRAINING_PASS = 3;

  /** Trajectories per update of the noising kernel. */
  private static final double NOISING_BATCH = 512;

  private final Map<Phase, Double> planned = new EnumMap<>(Phase.class);
  private Phase phase;
  private double workBefore;
  private double secondsBefore;
  private double fraction;
  private double seconds;

  WorkEstimate(DuetConfig config, Set<Phase> phases) {
    for (Phase each : phases) {
      planned.put(each, work(each, config));
    }
  }

  private static double work(Phase phase, DuetConfig config) {
    double steps = config.gcd().steps();
    double valueUpdate = config.gcd().batch() * steps * (1 + TRAINING_PASS);
    double energyRows = 2 * TRAINING_PASS;
    return switch (phase) {
      case PRETRAIN -> config.pretrain().iterations() * TRAINING_PASS * config.pretrain().batch();
      case WARM_START ->
          config.warmStart().pool() * steps
              + config.warmStart().iterations() * energyRows * config.warmStart().batch()
              + config.warmStart().valueIterations() * valueUpdate;
      case GAME ->
          config.gcd().iterations()
              * (valueUpdate + config.gcd().batch() * (steps * TRAINING_PASS + energyRows));
      case CALIBRATION ->
          config.calibration().pool() * steps
              + config.calibration().noisingIterations()
                  * (NOISING_BATCH * steps * (1 + TRAINING_PASS))
              + config.calibration().iterations() * energyRows * config.calibration().batch();
    };
  }

  /**
   * Notes how far the run is. A phase may come in parts, each with iterations of its own.
   *
   * @param running what runs
   * @param done the fraction of its iterations that are done
   * @param now seconds since the run began
   */
  void update(Phase running, double done, double now) {
    if (running != phase) {
      workBefore += phase == null ? 0 : planned.getOrDefault(phase, 0.0);
    }
    if (running != phase || done < fraction) {
      secondsBefore = seconds;
    }
    phase = running;
    fraction = done;
    seconds = now;
  }

  /**
   * How long it still takes.
   *
   * @return seconds; NaN while nothing is done
   */
  double secondsLeft() {
    if (phase == null || fraction == 0) {
      return Double.NaN;
    }
    double inPhase = seconds - secondsBefore;
    double ofPhase = inPhase * (1 - fraction) / fraction;
    double workDone = workBefore + fraction * planned.getOrDefault(phase, 0.0);
    double workToCome =
        planned.entrySet().stream()
            .filter(entry -> entry.getKey().compareTo(phase) > 0)
            .mapToDouble(Map.Entry::getValue)
            .sum();
    return ofPhase + (workDone == 0 ? 0 : seconds / workDone * workToCome);
  }
}
