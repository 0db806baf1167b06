package org.duetml.app.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.duetml.config.DuetConfig;
import org.duetml.gcd.Phase;

/**
 * Guesses how long a training run still takes: the work to come at the rate of the last seconds.
 * Work is counted in rows through networks, of which every kind costs about the same.
 */
final class WorkEstimate {
  /** Forward, backward to the inputs and backward to the parameters. */
  private static final double TRAINING_PASS = 3;

  /** Trajectories per update of the noising kernel. */
  private static final double NOISING_BATCH = 512;

  /**
   * The rate is measured over one to two windows: newer ones do not wobble, older ones do not lag.
   */
  private static final double WINDOW_SECONDS = 4;

  private static final double SHORTEST_SECONDS = 1;

  /** The work of one phase. */
  private record Part(Phase phase, double work) {}

  /** Which fraction of the running part was done when. */
  private record Mark(double fraction, double seconds) {}

  private final List<Part> parts = new ArrayList<>();
  private int current = -1;
  private Mark older;
  private Mark newer;
  private Mark now;
  private double secondsPerWork = Double.NaN;

  WorkEstimate(DuetConfig config, Set<Phase> phases) {
    for (Part part : allParts(config)) {
      if (phases.contains(part.phase()) && part.work() > 0) {
        parts.add(part);
      }
    }
  }

  private static List<Part> allParts(DuetConfig config) {
    double steps = config.gcd().steps();
    double energyUpdate = 2 * TRAINING_PASS;
    double valuePasses = config.gcd().samplerStep().usesValues() ? 1 + TRAINING_PASS : 0;
    double valueUpdate = steps * valuePasses * config.gcd().batch();
    double samplerUpdate = steps * TRAINING_PASS * config.gcd().batch();
    DuetConfig.WarmStart warmStart = config.warmStart();
    DuetConfig.Calibration calibration = config.calibration();
    return List.of(
        new Part(
            Phase.PRETRAIN,
            config.pretrain().iterations() * TRAINING_PASS * config.pretrain().batch()),
        new Part(
            Phase.WARM_START,
            warmStart.iterations() * energyUpdate * warmStart.batch()
                + warmStart.valueIterations() * valueUpdate),
        new Part(
            Phase.GAME,
            config.gcd().iterations()
                * (energyUpdate * config.gcd().batch() + valueUpdate + samplerUpdate)),
        new Part(
            Phase.CALIBRATION,
            calibration.noisingIterations() * steps * (1 + TRAINING_PASS) * NOISING_BATCH
                + calibration.iterations() * energyUpdate * calibration.batch()));
  }

  /**
   * Notes how far the run is.
   *
   * @param phase what runs
   * @param fraction of its iterations that are done
   * @param seconds since the run began
   */
  void update(Phase phase, double fraction, double seconds) {
    Mark mark = new Mark(fraction, seconds);
    if (now == null || phase != parts.get(current).phase()) {
      begin(phase);
      older = mark;
      newer = mark;
    }
    now = mark;
    double elapsed = seconds - older.seconds();
    double work = (fraction - older.fraction()) * parts.get(current).work();
    if (elapsed >= SHORTEST_SECONDS && work > 0) {
      secondsPerWork = elapsed / work;
    }
    if (seconds - newer.seconds() >= WINDOW_SECONDS) {
      older = newer;
      newer = mark;
    }
  }

  /** Goes on to this phase; one that nobody planned is taken for no work. */
  private void begin(Phase phase) {
    int next = current + 1;
    while (next < parts.size() && parts.get(next).phase() != phase) {
      next++;
    }
    if (next == parts.size()) {
      next = current + 1;
      parts.add(next, new Part(phase, 0));
    }
    current = next;
  }

  /**
   * How long it still takes.
   *
   * @return seconds; NaN while nothing is known
   */
  double secondsLeft() {
    if (now == null) {
      return Double.NaN;
    }
    double work = (1 - now.fraction()) * parts.get(current).work();
    for (Part part : parts.subList(current + 1, parts.size())) {
      work += part.work();
    }
    return work * secondsPerWork;
  }
}
