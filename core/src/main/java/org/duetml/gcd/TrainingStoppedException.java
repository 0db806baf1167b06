package org.duetml.gcd;

/** A training ended because it was {@linkplain Checkpoints#isStopping() asked to}; it can go on. */
public final class TrainingStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingStoppedException(Phase phase, int iteration) {
    super("stopped after iteration %d of %s".formatted(iteration, phase.label()));
  }
}
