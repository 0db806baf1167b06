package org.duetml.gcd;

import java.util.Locale;

/** Training lost its numbers: a loss became infinite or no number at all. */
public final class DivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DivergenceException(String message) {
    super(message);
  }

  /**
   * Refuses a value that is not finite.
   *
   * @param value a loss or a mean energy
   * @param phase where it was seen
   * @param iteration of the phase, from 1
   * @param key the learning rate to lower
   */
  static void require(double value, Phase phase, int iteration, String key) {
    if (!Double.isFinite(value)) {
      throw new DivergenceException(
          String.format(
              Locale.ROOT,
              "%s diverged at iteration %d (its loss is %s); lower %s",
              phase.label(),
              iteration,
              value,
              key));
    }
  }
}
