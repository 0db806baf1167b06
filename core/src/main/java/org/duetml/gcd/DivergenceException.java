package org.duetml.gcd;

/** Training lost its numbers: a loss became infinite or no number at all. */
public final class DivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DivergenceException(String message) {
    super(message);
  }

  /**
   * Nothing of use was learned.
   *
   * @param phase where it was seen
   * @param iteration of the phase, from 1
   * @param finding what is wrong
   * @param tries how often it was tried again at lower learning rates
   * @param keys the learning rates to lower
   */
  static DivergenceException of(
      Phase phase, int iteration, String finding, int tries, String keys) {
    return new DivergenceException(
        "%s diverged at iteration %d (%s), also in %d tries at lower learning rates; lower %s"
            .formatted(phase.label(), iteration, finding, tries, keys));
  }
}
